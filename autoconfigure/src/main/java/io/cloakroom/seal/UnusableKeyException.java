package io.cloakroom.seal;

import java.util.regex.Pattern;

/** Keys that must not be used. Its texts name a key's id at most, and nothing of its secret. */
public final class UnusableKeyException extends IllegalArgumentException {

  /** Without a default, which could be a key. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[\\w.-]+}");

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

  /**
   * Returns whether a key is but a reference to what is set elsewhere, and is not: Boot leaves it
   * as it is then.
   */
  public static boolean isReference(String value) {
    return REFERENCE.matcher(value).matches();
  }

  /**
   * Names such a reference.
   *
   * @param place what to call the key
   * @param reference as it stands in the configuration
   */
  public static UnusableKeyException unset(String place, String reference) {
    return new UnusableKeyException(
        "%s refers to %s, which is not set.".formatted(place, reference),
        "Set %s: to the same key on all nodes.".formatted(reference));
  }

  /** Returns the one thing to do about it. */
  public String remedy() {
    return remedy;
  }
}
