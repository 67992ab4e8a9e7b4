package io.cloakroom.web;

import io.cloakroom.Session;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.lifecycle.SessionManager;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The well-formed tickets of a request. Whatever else a client sent is ignored. */
final class RequestedTickets {

  private static final int MOST = 4;

  /**
   * A session, and how it was found.
   *
   * @param ticket that asked for it
   */
  record Found(String ticket, Session session) {}

  private final List<String> tickets;
  private final SessionManager manager;

  RequestedTickets(HttpServletRequest request, SessionIdResolver resolver, SessionManager manager) {
    this.manager = manager;
    List<String> sent = resolver.tickets(request);
    // One ticket, as almost always, is judged when it is used.
    this.tickets = sent.size() > 1 ? wellFormed(sent) : sent;
  }

  boolean isEmpty() {
    return firstKey() == null;
  }

  /** Returns the key that the first ticket asks for, whether there is such a session or not. */
  @Nullable SessionKey firstKey() {
    return tickets.isEmpty() ? null : manager.keyOf(tickets.get(0));
  }

  /**
   * Finds the one session that the tickets ask for. Several tickets come from a sibling domain's
   * cookie, or from one of a former path. Dead ones do no harm; but which of two live ones is the
   * user's nobody can tell, and too many are an attack on the store, so then there is none. Only of
   * a host-bound one it is known that no other host planted it, so it goes before the others.
   */
  @Nullable Found find() {
    if (tickets.size() > MOST) {
      return null;
    }
    Found only = null;
    for (String ticket : tickets) {
      if (only != null && isHostBound(only.ticket()) && !isHostBound(ticket)) {
        return only;
      }
      Session session = manager.find(ticket);
      if (session != null && only != null) {
        return null;
      }
      if (session != null) {
        only = new Found(ticket, session);
      }
    }
    return only;
  }

  private List<String> wellFormed(List<String> sent) {
    return sent.stream()
        .distinct()
        .filter(ticket -> manager.keyOf(ticket) != null)
        .limit(MOST + 1)
        .sorted(Comparator.comparing(ticket -> !isHostBound(ticket)))
        .toList();
  }

  private static boolean isHostBound(String ticket) {
    return ticket.startsWith(SessionId.HOST_BOUND);
  }
}
