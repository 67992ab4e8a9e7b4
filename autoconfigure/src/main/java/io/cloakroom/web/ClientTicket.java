package io.cloakroom.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the client holds, as far as the request and what was written of the response tell. */
final class ClientTicket {

  private static final Logger log = LoggerFactory.getLogger(ClientTicket.class);
  private static final String NONE = "";

  private final HttpServletRequest request;
  private final SessionIdResolver resolver;
  private @Nullable String carried;
  private boolean dead;
  private @Nullable String sent;
  private @Nullable Object sentFor;

  ClientTicket(HttpServletRequest request, SessionIdResolver resolver) {
    this.request = request;
    this.resolver = resolver;
  }

  /** Returns whether a new ticket must be host-bound. */
  boolean isHostBound() {
    return resolver.bindsToHost(request);
  }

  /** The request carried a ticket; the one that its session was found by, if there is one. */
  synchronized void carried(String ticket) {
    carried = ticket;
  }

  /** The request carried a ticket that is worth nothing, and is to be taken away. */
  synchronized void carriedDead(String ticket) {
    carried = ticket;
    dead = true;
  }

  /** Sends a ticket, unless the client has it and is to keep it as it does, or it is too late. */
  synchronized void send(String ticket, HttpServletResponse response) {
    Object lasting = request.getAttribute(SessionFilter.COOKIE_MAX_AGE_ATTRIBUTE);
    boolean known = ticket.equals(held());
    boolean held = known && (lasting == null || isSentFor(lasting));
    if (!known && response.isCommitted()) {
      log.warn(
          "The response was committed before its session was changed, so the client keeps the ticket that it has: what it asks for next is as before the change, or gone. Change a session earlier");
    }
    if (!held && !response.isCommitted()) {
      resolver.send(request, response, ticket);
      sent = ticket;
      sentFor = lasting;
    }
  }

  /** Takes away the client's ticket, unless it has none, or it is too late. */
  synchronized void expire(HttpServletResponse response) {
    if (!NONE.equals(held()) && !response.isCommitted()) {
      resolver.expire(request, response);
      sent = NONE;
    }
  }

  /** Takes away a ticket that is worth nothing, unless the response says something of it. */
  synchronized void expireDead(HttpServletResponse response) {
    if (dead && sent == null) {
      expire(response);
    }
  }

  /** The response was reset. */
  synchronized void forgetSent() {
    sent = null;
  }

  /** Returns whether the response has a ticket, or takes one away. */
  synchronized boolean isSent() {
    return sent != null;
  }

  private boolean isSentFor(Object lasting) {
    return sent != null && lasting.equals(sentFor);
  }

  private String held() {
    if (sent != null) {
      return sent;
    }
    return carried == null ? NONE : carried;
  }
}
