package io.cloakroom.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;

/**
 * What a filter makes of requests.
 *
 * @param untouching picks requests that do not keep their session from ending by being idle
 * @param creations says whether a client may create a session; asked before anything is stored
 * @param skipsEmpty whether a new session is not stored, and gets no ticket, while it has no
 *     attributes
 * @param recordsClients whether it is recorded where a session's principal signed in from
 */
public record SessionRules(
    Predicate<HttpServletRequest> untouching,
    CreationLimiter creations,
    boolean skipsEmpty,
    boolean recordsClients) {

  /** Each request is a use, and each session is stored. */
  public static final SessionRules NONE =
      new SessionRules(request -> false, CreationLimiter.NONE, false);

  /** Rules that record no clients. */
  public SessionRules(
      Predicate<HttpServletRequest> untouching, CreationLimiter creations, boolean skipsEmpty) {
    this(untouching, creations, skipsEmpty, false);
  }
}
