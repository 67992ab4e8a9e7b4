package io.cloakroom;

import org.jspecify.annotations.Nullable;

/** A store did not do what it was asked. The message names store, operation and remedy. */
public abstract sealed class SessionStoreException extends RuntimeException
    permits SessionStoreUnavailableException, SessionStoreRejectedException {

  SessionStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
