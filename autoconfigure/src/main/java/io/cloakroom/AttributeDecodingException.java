package io.cloakroom;

import org.jspecify.annotations.Nullable;

/** A session attribute cannot be read. The bytes stay in the store. */
public final class AttributeDecodingException extends RuntimeException {

  /**
   * Names the failure.
   *
   * @param message attribute, class and remedy
   * @param cause what went wrong underneath
   */
  public AttributeDecodingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
