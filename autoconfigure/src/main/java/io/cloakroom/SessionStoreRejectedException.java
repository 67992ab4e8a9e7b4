package io.cloakroom;

import org.jspecify.annotations.Nullable;

/** A store answered that it will not do what it was asked. Nothing was written. */
public final class SessionStoreRejectedException extends SessionStoreException {

  /**
   * Names the failure.
   *
   * @param message store, operation and remedy
   * @param cause what the client library said; null if the store itself judged
   */
  public SessionStoreRejectedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
