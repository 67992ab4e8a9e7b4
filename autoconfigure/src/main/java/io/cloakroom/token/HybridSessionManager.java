package io.cloakroom.token;

import io.cloakroom.AttributeSeal;
import io.cloakroom.Session;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.Ticket;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.lifecycle.StoredSessionManager;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.revocation.Revocations;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sessions in a repository, and a copy of some of their attributes with their clients: the
 * ticket is the session's id and that copy, sealed. A request that needs no other attributes asks
 * no store.
 *
 * <p>The store has all attributes, and is right. A ticket is believed for a while after the store
 * was last asked; then the store must confirm it. One that was revoked counts no more, and neither
 * does one whose session the store does not have when it is asked for the rest: with this lineage,
 * so that the two halves of two sessions never come together.
 *
 * <p>The id alone is a ticket too, as it is where no attributes travel.
 */
public final class HybridSessionManager implements SessionManager {

  private static final Logger log = LoggerFactory.getLogger(HybridSessionManager.class);

  private final StoredSessionManager stored;
  private final SessionRepository repository;
  private final SessionFactory sessions;
  private final TicketOffice tickets;
  private final PartTokens tokens;
  private final TouchPolicy touches;
  private final Revocations revocations;
  private final SessionMeters meters;

  /**
   * How it is done.
   *
   * @param tickets makes and reads tickets of {@link TokenKind#PART}
   * @param carried names of the attributes that travel
   * @param seal of attributes in the store
   * @param touches how exactly the store knows of uses
   * @param revocations know what was ended, or got another key
   */
  public record Settings(
      TicketOffice tickets,
      Collection<String> carried,
      AttributeSeal seal,
      TouchPolicy touches,
      Revocations revocations) {}

  /**
   * Makes a manager.
   *
   * @param stored does what is done to the store
   * @param repository that it uses; it must revoke what is ended or gets another key
   * @param sessions makes session objects
   * @param settings how it is done
   * @param meters counts what nobody else would notice
   */
  public HybridSessionManager(
      StoredSessionManager stored,
      SessionRepository repository,
      SessionFactory sessions,
      Settings settings,
      SessionMeters meters) {
    this.stored = stored;
    this.repository = repository;
    this.sessions = sessions;
    this.tickets = settings.tickets();
    this.tokens =
        new PartTokens(
            new CarriedAttributes(settings.carried(), settings.seal()),
            tickets.settings().lifetime());
    this.touches = settings.touches();
    this.revocations = settings.revocations();
    this.meters = meters;
  }

  @Override
  public @Nullable Ticket read(String ticket) {
    SessionId id = SessionId.parse(ticket);
    if (id != null) {
      return id;
    }
    try {
      return tickets.readLasting(ticket);
    } catch (RefusedTicketException e) {
      refuse(e.fault(), e.keyId());
      return null;
    }
  }

  @Override
  public @Nullable Session find(Ticket ticket) {
    if (!(ticket instanceof SealedTicket sealed)) {
      return stored.find(ticket);
    }
    if (isRevoked(sealed.key())) {
      refuse(Fault.REVOKED, sealed.keyId());
      return null;
    }
    Instant now = tickets.now();
    return now.isBefore(sealed.end()) ? believed(sealed, now) : confirmed(sealed);
  }

  @Override
  public Session create(boolean hostBound) {
    return stored.create(hostBound);
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
      if (!session.isWhole() && (!changes.isEmpty() || isReplaced(session, changes))) {
        // Or else the next token would say what the last one did, whatever others wrote meanwhile.
        load(session);
        if (session.isEnded()) {
          countDropped(changes);
          return null;
        }
        changes = session.changes();
      }
      requireFit(session, id, changes);
      if (TokenRenewal.needsNewKey(session, changes)) {
        id = stored.rotate(session, id);
        if (id == null) {
          return null;
        }
      }
      SessionRecord before = session.base();
      if (stored.save(session, changes) == null) {
        return null;
      }
      SessionRecord after = Objects.requireNonNull(session.base());
      // If others wrote in between, the store knows what they wrote, and the next request asks it.
      boolean others = before != null && after.version() > before.version() + 1;
      return others ? plain(session, id) : ticket(session, id, changes);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void changeId(Session session, boolean hostBound) {
    stored.changeId(session, hostBound);
  }

  @Override
  public void end(Session session) {
    stored.end(session);
  }

  private Session believed(SealedTicket sealed, Instant now) {
    SessionToken token = sealed.token();
    SessionRecord part = token.session(now, CarriedAttributes.present(token.attributes()));
    Session session = sessions.openPart(token.id(), part, token.attributes().keySet(), this::load);
    Duration interval = touches.interval(part.idle());
    boolean due = !interval.isZero() && part.unused().compareTo(interval) >= 0;
    if (due) {
      stored.noteUse(session);
    }
    session.hold(due ? sealed.outdated() : sealed);
    return session;
  }

  private @Nullable Session confirmed(SealedTicket sealed) {
    SessionToken token = sealed.token();
    Session session = stored.find(token.id());
    SessionRecord found = session == null ? null : session.base();
    SessionRecord known = current(found, token.version());
    if (session == null || known == null || !isOf(token.lineage(), known)) {
      refuse(Fault.NOT_STORED, sealed.keyId());
      return null;
    }
    Session confirmed = known.equals(found) ? session : sessions.open(token.id(), known);
    confirmed.hold(sealed.outdated());
    return confirmed;
  }

  /** A cache may not have heard yet of what a token knows already. */
  private @Nullable SessionRecord current(@Nullable SessionRecord found, long version) {
    return found != null && found.version() < version ? repository.findStored(found.key()) : found;
  }

  /** Brings the rest of a session. If there is none, none of its tickets counts any more. */
  private void load(Session session) {
    Lock lock = session.storeLock();
    lock.lock();
    try {
      SessionRecord part = session.base();
      if (session.isWhole() || session.isEnded() || part == null) {
        return;
      }
      SessionRecord whole = current(repository.find(session.key()), part.version());
      if (whole != null && isOf(part.lineage(), whole)) {
        session.complete(whole);
        return;
      }
      session.end();
      refuse(Fault.NOT_STORED, session.ticket() instanceof SealedTicket held ? held.keyId() : null);
      revocations.revoke(session.key());
    } finally {
      lock.unlock();
    }
  }

  /** Refuses changes of which no ticket could be made, before the store hears of them. */
  private void requireFit(Session session, SessionId id, SessionChanges changes) {
    SessionRecord base = session.base();
    if (base != null && !tokens.grows(changes)) {
      return;
    }
    Instant now = tickets.now();
    SessionRecord after = PartTokens.after(session, changes, now);
    tickets.issue(tokens.stored(id, after, null, true, now, now));
  }

  private @Nullable String ticket(Session session, SessionId id, SessionChanges changes) {
    SessionRecord now = Objects.requireNonNull(session.base());
    SealedTicket held = session.ticket() instanceof SealedTicket sealed ? sealed : null;
    Instant time = tickets.now();
    if (held != null && isGood(held, now, changes, time)) {
      return held.value();
    }
    SessionToken next =
        held != null && !session.isWhole()
            ? PartTokens.following(id, now, held, changes.use(), time)
            : tokens.stored(id, now, held, changes.use(), time.minus(session.baseAge()), time);
    if (held != null && isFresh(held, changes, time) && held.token().saysTheSameAs(next)) {
      return held.value();
    }
    if (isRevoked(session.key())) {
      session.end();
      return null;
    }
    boolean renamed = held != null && !held.key().equals(session.key());
    if (changes.use() && changes.isEmpty() && !renamed) {
      stored.noteUse(session); // The token says so, and nothing else has told the store.
    }
    try {
      SealedTicket ticket = tickets.issue(next);
      session.hold(ticket);
      return ticket.value();
    } catch (IllegalStateException tooLarge) {
      // Not by what this request changed, which fits: by what others stored, or before there were
      // tokens.
      log.debug("Nothing of {} travels with its client: {}", session, tooLarge.getMessage());
      return plain(session, id);
    }
  }

  /** The id alone is a ticket, with which the store is asked each time. */
  private static String plain(Session session, SessionId id) {
    session.hold(id);
    return id.value();
  }

  private boolean isReplaced(Session session, SessionChanges changes) {
    SessionRecord part = session.base();
    return part != null
        && session.ticket() instanceof SealedTicket held
        && !isGood(held, part, changes, tickets.now());
  }

  private void countDropped(SessionChanges changes) {
    if (!changes.isEmpty()) {
      meters.changesDropped();
    }
  }

  /** Returns whether a ticket need not be replaced, since the session is as it was then. */
  private static boolean isGood(
      SealedTicket held, SessionRecord session, SessionChanges changes, Instant now) {
    return isFresh(held, changes, now)
        && held.key().equals(session.key())
        && held.token().version() == session.version();
  }

  /** What has no use that counts leaves the next token to a request that has. */
  private static boolean isFresh(SealedTicket held, SessionChanges changes, Instant now) {
    boolean over = !now.isBefore(held.end());
    return changes.lifetime() == null && !over && (held.current() || !changes.use());
  }

  private static boolean isOf(String lineage, @Nullable SessionRecord stored) {
    return stored != null && stored.lineage().equals(lineage);
  }

  private boolean isRevoked(SessionKey session) {
    return revocations.isRevoked(session, null, 0);
  }

  private void refuse(Fault fault, @Nullable String keyId) {
    meters.ticketRefused(fault.reason());
    log.debug("Refused a ticket: {} (key {})", fault.reason(), keyId);
  }
}
