package io.cloakroom;

import org.jspecify.annotations.Nullable;

/**
 * A store gave no answer in time. Whether it did what it was asked is unknown, so the caller must
 * not tell the client that it did.
 */
public final class SessionStoreUnavailableException extends SessionStoreException {

  /**
   * Names the failure.
   *
   * @param message store, operation and remedy
   * @param cause what the client library said
   */
  public SessionStoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
