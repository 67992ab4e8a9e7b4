package io.cloakroom.codec.cases;

/** What becomes of a value that is written on one node and read on another. */
enum Outcome {
  EXACT("exact"),
  SAME_CONTENT("same content, other class"),
  DIFFERENT("different"),
  REFUSED("refused when written"),
  UNREADABLE("unreadable");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
