package io.cloakroom.token;

import io.cloakroom.NewSession;
import io.cloakroom.Session;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionChanges.PrincipalChange;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.Ticket;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.event.SessionEventListener;
import io.cloakroom.lifecycle.SessionLimits;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.revocation.Revocations;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sessions with their clients: the ticket is the whole session, sealed.
 *
 * <p>A session ends when its token does, so a token is renewed in the last half of its lifetime by
 * a request that uses it. Of two requests at once that change a session, each answers with a token
 * of its own, and the client keeps the one that arrives last.
 */
public final class TokenSessionManager implements SessionManager {

  private static final Logger log = LoggerFactory.getLogger(TokenSessionManager.class);

  private final TicketOffice tickets;
  private final TokenRenewal renewal;
  private final SessionFactory sessions;
  private final SessionLimits limits;
  private final Revocations revocations;
  private final SessionEventListener events;
  private final SessionMeters meters;

  /**
   * Makes a manager.
   *
   * @param tickets makes and reads them
   * @param sessions makes session objects
   * @param limits of what a session may hold, besides that of a ticket
   * @param revocations know what was ended before its time
   * @param events is told of what happened on this node
   * @param meters counts what nobody else would notice
   */
  public TokenSessionManager(
      TicketOffice tickets,
      SessionFactory sessions,
      SessionLimits limits,
      Revocations revocations,
      SessionEventListener events,
      SessionMeters meters) {
    this.tickets = tickets;
    this.renewal = new TokenRenewal(tickets.settings());
    this.sessions = sessions;
    this.limits = limits;
    this.revocations = revocations;
    this.events = events;
    this.meters = meters;
  }

  @Override
  public @Nullable Ticket read(String ticket) {
    try {
      return tickets.read(ticket);
    } catch (RefusedTicketException e) {
      refuse(e.fault(), e.keyId());
      return null;
    }
  }

  @Override
  public @Nullable Session find(Ticket ticket) {
    if (!(ticket instanceof SealedTicket sealed)) {
      return null;
    }
    SessionToken token = sealed.token();
    if (revocations.isRevoked(sealed.names(), token.principal(), token.epoch())) {
      refuse(Fault.REVOKED, sealed.keyId());
      return null;
    }
    Session session = sessions.open(token.id(), token.session(tickets.now()));
    session.hold(sealed);
    return session;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A token that counts no more never will again. Only of a session that goes on, as after a
   * sign-in, the client is about to get the next one, or has it.
   */
  @Override
  public boolean takesBack(List<Ticket> dead) {
    return dead.stream().noneMatch(this::goesOn);
  }

  @Override
  public Session create(boolean hostBound) {
    Session session = sessions.create();
    if (hostBound) {
      changeId(session, true);
    }
    return session;
  }

  @Override
  public @Nullable String save(Session session) {
    Lock lock = session.storeLock();
    lock.lock();
    try {
      SessionId id = session.id();
      if (session.isEnded() || id == null) {
        return null;
      }
      SessionChanges changes = session.changes();
      SessionRecord base = session.base();
      if (!changes.put().isEmpty()) {
        limits.check(session.key(), base == null ? Map.of() : base.attributes(), changes);
      }
      if (base == null || !(session.ticket() instanceof SealedTicket held)) {
        return first(session, id, changes);
      }
      Instant now = tickets.now();
      boolean due = changes.use() && session.use() && renewal.isDue(held, base, now);
      if (changes.isEmpty() && !due && held.key().equals(session.key())) {
        return held.value();
      }
      long epoch = epoch(session, base, changes, held);
      boolean again = changes.lifetime() != null && changes.principal() == null;
      if (hasEnded(base, held, again ? epoch : held.token().epoch(), now)) {
        session.end();
        meters.changesDropped();
        return null;
      }
      if (TokenRenewal.needsNewKey(session, changes)) {
        id = id.rotate(id.isHostBound());
        rename(session, id);
      }
      return follow(session, changes, renewal.next(id, base, changes, held, epoch, now), held);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void changeId(Session session, boolean hostBound) {
    Lock lock = session.storeLock();
    lock.lock();
    try {
      SessionKey from = session.key();
      SessionId id = session.id();
      if (session.isEnded() || id == null) {
        throw new IllegalStateException("Session " + from + " has ended, so its id cannot change");
      }
      SessionRecord base = session.base();
      if (base != null && session.ticket() instanceof SealedTicket held) {
        if (hasEnded(base, held, held.token().epoch(), tickets.now())) {
          session.end();
          meters.changesDropped();
          throw new IllegalStateException(
              "Session " + from + " ended during this request, so its id cannot change");
        }
      }
      rename(session, id.rotate(hostBound || id.isHostBound()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void end(Session session) {
    Lock lock = session.storeLock();
    lock.lock();
    try {
      if (session.isEnded()) {
        return;
      }
      session.end();
      SessionRecord base = session.base();
      if (base != null) {
        // By its lineage: a request that changes its id at the same time must not get it away.
        revocations.revoke(SessionKey.ofLineage(base.lineage()));
        events.onSessionEvent(new SessionEvent.Deleted(session.key()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The former id counts until the session is saved: its client may have nothing else then. */
  private void rename(Session session, SessionId to) {
    SessionKey from = session.key();
    session.rename(to);
    if (session.base() != null) {
      events.onSessionEvent(new SessionEvent.IdChanged(to.key(), from));
    }
  }

  private String first(Session session, SessionId id, SessionChanges changes) {
    NewSession fresh = session.toInsert(changes);
    long epoch = revocations.epoch(fresh.principal());
    String ticket =
        keep(session, changes, tickets.issue(renewal.first(id, fresh, epoch, tickets.now())));
    events.onSessionEvent(new SessionEvent.Created(session.key()));
    return ticket;
  }

  /**
   * Whoever signs in begins anew, also the same user: he has shown who he is. So does a session
   * that gets another key, since it may have been spared under the former one. What had revoked it
   * before its new epoch is known here afterwards.
   */
  private long epoch(
      Session session, SessionRecord base, SessionChanges changes, SealedTicket held) {
    PrincipalChange principal = changes.principal();
    if (principal != null || changes.lifetime() != null) {
      return revocations.epoch(principal == null ? base.principal() : principal.to());
    }
    if (base.principal() == null || held.key().equals(session.key())) {
      return held.token().epoch();
    }
    long epoch = revocations.epoch(base.principal());
    revocations.refresh();
    return epoch;
  }

  private String follow(
      Session session, SessionChanges changes, SessionToken token, SealedTicket held) {
    SealedTicket ticket = tickets.issue(token);
    if (!held.key().equals(ticket.key())) {
      revocations.revoke(held.key());
    }
    return keep(session, changes, ticket);
  }

  private static String keep(Session session, SessionChanges changes, SealedTicket ticket) {
    SessionToken token = ticket.token();
    session.saved(changes, token.session(token.issuedAt()));
    session.hold(ticket);
    return ticket.value();
  }

  /** Also with its token: once that is over, what has revoked it may be forgotten. */
  private boolean hasEnded(SessionRecord session, SealedTicket held, long epoch, Instant now) {
    Instant endsAt = session.endsAt();
    return (endsAt != null && !now.isBefore(endsAt))
        || tickets.isOver(held)
        || revocations.isRevoked(names(session, held), session.principal(), epoch);
  }

  /** Also the key that it got in this request: that one may have been spared. */
  private static Set<SessionKey> names(SessionRecord session, SealedTicket held) {
    Set<SessionKey> names = new HashSet<>(held.names());
    names.add(session.key());
    return names;
  }

  private boolean goesOn(Ticket dead) {
    return dead instanceof SealedTicket sealed
        && !revocations.isRevoked(
            SessionKey.ofLineage(sealed.token().lineage()),
            sealed.token().principal(),
            sealed.token().epoch());
  }

  private void refuse(Fault fault, @Nullable String keyId) {
    meters.ticketRefused(fault.reason());
    log.debug("Refused a ticket: {} (key {})", fault.reason(), keyId);
  }
}
