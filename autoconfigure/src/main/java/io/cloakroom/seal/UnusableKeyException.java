package io.cloakroom.seal;

/** Keys that must not be used. Its texts name a key's id at most, and nothing of its secret. */
public final class UnusableKeyException extends IllegalArgumentException {

  private final String remedy;

  /**
   * Names a mistake.
   *
   * @param message what was seen
   * @param remedy the one thing to do about it
   */
  public UnusableKeyException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** Returns the one thing to do about it. */
  public String remedy() {
    return remedy;
  }
}
