package io.cloakroom.autoconfigure;

import org.jspecify.annotations.Nullable;

/** The application cannot keep its sessions, so it must not start. */
final class StoreStartException extends RuntimeException {

  private final String action;

  StoreStartException(String message, String action) {
    this(message, action, null);
  }

  /**
   * Names a mistake.
   *
   * @param message what was seen
   * @param action the one thing to do about it
   * @param cause what a client library said, if it was asked
   */
  StoreStartException(String message, String action, @Nullable Throwable cause) {
    super(message, cause);
    this.action = action;
  }

  String action() {
    return action;
  }
}
