package io.cloakroom.web;

import io.cloakroom.Session;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.Ticket;
import io.cloakroom.lifecycle.SessionManager;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
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

  private final List<String> sent;
  private final SessionManager manager;
  private @Nullable List<Ticket> read;
  private boolean dead;

  RequestedTickets(HttpServletRequest request, SessionIdResolver resolver, SessionManager manager) {
    this.manager = manager;
    this.sent = resolver.tickets(request);
  }

  boolean isEmpty() {
    return firstKey() == null;
  }

  /** Returns the key that the first ticket asks for, whether there is such a session or not. */
  @Nullable SessionKey firstKey() {
    List<Ticket> tickets = tickets();
    return tickets.isEmpty() ? null : tickets.get(0).key();
  }

  /** Returns what the client sent, if it was found that it is to be taken back. */
  @Nullable String dead() {
    return dead ? sent.get(0) : null;
  }

  /**
   * Finds the one session that the tickets ask for. Several tickets come from a sibling domain's
   * cookie, or from one of a former path. Dead ones do no harm; but which of two live ones is the
   * user's nobody can tell, unless they are of one session, and too many are an attack on the
   * store, so then there is none. Only of a host-bound one it is known that no other host planted
   * it, so it goes before the others.
   */
  @Nullable Found find() {
    List<Ticket> tickets = tickets();
    if (tickets.size() > MOST) {
      return null;
    }
    Found only = null;
    for (Ticket ticket : tickets) {
      if (only != null && isHostBound(only.ticket()) && !isHostBound(ticket.value())) {
        return only;
      }
      Session session = manager.find(ticket);
      if (session == null) {
        continue;
      }
      if (only != null && !only.session().key().equals(session.key())) {
        return null;
      }
      if (only == null || isLater(session.base(), only.session().base())) {
        only = new Found(ticket.value(), session);
      }
    }
    dead = only == null && !sent.isEmpty() && manager.takesBack(tickets);
    return only;
  }

  /** Reads each ticket once. */
  private synchronized List<Ticket> tickets() {
    List<Ticket> known = read;
    if (known == null) {
      known = sent.isEmpty() ? List.of() : wellFormed();
      read = known;
    }
    return known;
  }

  private List<Ticket> wellFormed() {
    // One is compared with nothing, since a token is long, and so is finding its hash.
    Collection<String> different = sent.size() == 1 ? sent : new LinkedHashSet<>(sent);
    List<Ticket> wellFormed = new ArrayList<>(1);
    for (String ticket : different) {
      if (wellFormed.size() > MOST) {
        break;
      }
      Ticket known = manager.read(ticket);
      if (known != null) {
        wellFormed.add(known);
      }
    }
    wellFormed.sort(Comparator.comparing(ticket -> !isHostBound(ticket.value())));
    return wellFormed;
  }

  /** Of two tokens of one session, one is what it was before. */
  private static boolean isLater(@Nullable SessionRecord one, @Nullable SessionRecord other) {
    return one != null && other != null && one.version() > other.version();
  }

  private static boolean isHostBound(String ticket) {
    return ticket.startsWith(SessionId.HOST_BOUND);
  }
}
