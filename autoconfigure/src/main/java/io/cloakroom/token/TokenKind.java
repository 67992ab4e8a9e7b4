package io.cloakroom.token;

/** What tokens hold. One kind cannot be opened as another, since their keys differ. */
public enum TokenKind {

  /** The whole session, which no store has. */
  WHOLE(
      "io.cloakroom.token.1",
      "Keep less in it, or keep sessions in a store, by cloakroom.store=redis or jdbc"),

  /** Some attributes of a session that a store has. */
  PART(
      "io.cloakroom.token.part.1",
      "Keep less in them, or leave them to the store: name fewer in cloakroom.jwt.carry");

  private final String purpose;
  private final String remedy;

  TokenKind(String purpose, String remedy) {
    this.purpose = purpose;
    this.remedy = remedy;
  }

  /** Returns what the keys of the ring are derived for. */
  String purpose() {
    return purpose;
  }

  /** Returns what to do about a token that is too large. */
  String remedy() {
    return remedy;
  }
}
