package io.cloakroom.web;

import java.time.Duration;

/**
 * Why a request that needs its session is answered without it.
 *
 * @param reason what the application was told
 * @param status of the answer
 * @param retryAfter when the client is told to come back
 */
record Refusal(RuntimeException reason, int status, Duration retryAfter) {

  private static final int TOO_MANY_REQUESTS = 429;

  static Refusal tooMany(TooManyCreationsException reason) {
    return new Refusal(reason, TOO_MANY_REQUESTS, reason.retryAfter());
  }
}
