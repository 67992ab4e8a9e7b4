package io.cloakroom.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how tickets travel between client and server. It does not judge their form, and knows
 * nothing of sessions.
 */
public interface SessionIdResolver {

  /**
   * Returns what the client sent, in the order in which it sent it.
   *
   * @return anything at all; empty if there is nothing; never throws, however weird the request
   */
  List<String> tickets(HttpServletRequest request);

  /**
   * Tells the client to hold a ticket from now on, in a cookie for as long as {@link
   * SessionFilter#COOKIE_MAX_AGE_ATTRIBUTE} of the request says. Replaces whatever this response
   * said before. The response is not committed.
   */
  void send(HttpServletRequest request, HttpServletResponse response, String ticket);

  /**
   * Tells the client to hold no ticket any more. Replaces whatever this response said before. The
   * response is not committed.
   */
  void expire(HttpServletRequest request, HttpServletResponse response);

  /**
   * Returns whether tickets travel in cookies, for {@link
   * HttpServletRequest#isRequestedSessionIdFromCookie()}.
   */
  boolean usesCookies();

  /**
   * Returns whether a new ticket must be host-bound: it begins with {@link
   * io.cloakroom.SessionId#HOST_BOUND} then, and {@link #send} and {@link #tickets} see to it that
   * it comes in no other cookie than one which no other host can plant.
   */
  default boolean bindsToHost(HttpServletRequest request) {
    return false;
  }

  /**
   * Returns the request header that tickets come in, for {@code Vary}; null if that is not one
   * header.
   */
  default @Nullable String header() {
    return usesCookies() ? "Cookie" : null;
  }
}
