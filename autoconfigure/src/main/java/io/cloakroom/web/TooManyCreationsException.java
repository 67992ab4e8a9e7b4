package io.cloakroom.web;

import java.time.Duration;

/**
 * A client has created too many sessions. Nothing was stored, and the request is answered with 429
 * and {@code Retry-After}, unless its response is committed already.
 */
public final class TooManyCreationsException extends RuntimeException {

  private final Duration retryAfter;

  /**
   * Names the failure.
   *
   * @param message limit and remedy, without the client's address
   * @param retryAfter when the client may try again
   */
  public TooManyCreationsException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** Returns when the client may try again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
