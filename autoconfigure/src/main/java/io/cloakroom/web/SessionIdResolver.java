package io.cloakroom.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

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
   * Tells the client to hold a ticket from now on. Replaces whatever this response said before. The
   * response is not committed.
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
}
