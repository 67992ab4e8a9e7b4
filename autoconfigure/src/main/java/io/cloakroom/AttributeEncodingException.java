package io.cloakroom;

import org.jspecify.annotations.Nullable;

/**
 * A session attribute cannot be written. No store was asked to keep it, and what was stored before
 * stays.
 */
public final class AttributeEncodingException extends RuntimeException {

  /**
   * Names the failure.
   *
   * @param message attribute, class and remedy
   * @param cause what went wrong underneath
   */
  public AttributeEncodingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
