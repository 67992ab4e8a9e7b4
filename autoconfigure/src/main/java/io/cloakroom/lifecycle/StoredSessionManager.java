package io.cloakroom.lifecycle;

import io.cloakroom.Session;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.Ticket;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.event.SessionEventListener;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Keeps sessions in a repository; the ticket is the session's id. */
public final class StoredSessionManager implements SessionManager {

  /** How often a session is looked for that keeps getting other ids while it is ended. */
  private static final int ROUNDS = 5;

  private final SessionRepository repository;
  private final SessionFactory sessions;
  private final SessionLimits limits;
  private final TouchPolicy touches;
  private final TouchBuffer buffer;
  private final SessionEventListener events;
  private final SessionMeters meters;

  /**
   * Makes a manager.
   *
   * @param repository where sessions are kept
   * @param sessions makes session objects
   * @param limits of what a session may hold
   * @param touches when a use must reach the store before the response
   * @param buffer takes all other uses
   * @param events is told of what happened
   * @param meters counts what nobody else would notice
   */
  public StoredSessionManager(
      SessionRepository repository,
      SessionFactory sessions,
      SessionLimits limits,
      TouchPolicy touches,
      TouchBuffer buffer,
      SessionEventListener events,
      SessionMeters meters) {
    this.repository = repository;
    this.sessions = sessions;
    this.limits = limits;
    this.touches = touches;
    this.buffer = buffer;
    this.events = events;
    this.meters = meters;
  }

  @Override
  public @Nullable Ticket read(String ticket) {
    return SessionId.parse(ticket);
  }

  @Override
  public @Nullable Session find(Ticket ticket) {
    if (!(ticket instanceof SessionId id)) {
      return null;
    }
    SessionRecord stored = repository.find(id.key());
    if (stored == null) {
      return null;
    }
    Session session = sessions.open(id, stored);
    Duration interval = touches.interval(stored.idle());
    if (!interval.isZero() && stored.unused().compareTo(interval) >= 0) {
      // Already now, and not after the request: a long one would end after its session.
      noteUse(session);
    }
    return session;
  }

  /** Tells the repository in the background that a session is used, if that counts. */
  public void noteUse(Session session) {
    buffer.add(session.key(), session.currentUse());
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
      return session.isEnded() || session.id() == null ? null : save(session, session.changes());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Saves as {@link #save(Session)} does, by somebody who found the changes before.
   *
   * @param session of which nothing changed since then
   */
  public @Nullable String save(Session session, SessionChanges changes) {
    Lock lock = session.storeLock();
    lock.lock();
    try {
      SessionId id = session.id();
      if (session.isEnded() || id == null) {
        return null;
      }
      SessionRecord base = session.base();
      if (!changes.put().isEmpty()) {
        limits.check(session.key(), base == null ? Map.of() : base.attributes(), changes);
      }
      if (base == null) {
        insert(session, changes);
      } else if (!changes.isEmpty()) {
        update(session, base, changes);
      } else if (touches.interval(base.idle()).isZero()
          && session.currentUse().isCounted()
          && session.use()) {
        repository.touch(List.of(new Touch(session.key(), Duration.ZERO)));
      }
      return session.isEnded() ? null : id.value();
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
      SessionId to = id.rotate(hostBound || id.isHostBound());
      if (session.base() == null) {
        session.rename(to);
      } else if (!renameStored(session, from, to)) {
        throw new IllegalStateException(
            "Session " + from + " ended during this request, so its id cannot change");
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives a stored session another id, as {@link #changeId} does, while it is being saved.
   *
   * @param id that it has
   * @return the new one; null if the session has ended
   */
  public @Nullable SessionId rotate(Session session, SessionId id) {
    Lock lock = session.storeLock();
    lock.lock();
    try {
      SessionId to = id.rotate(id.isHostBound());
      return renameStored(session, session.key(), to) ? to : null;
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
      buffer.remove(session.key());
      SessionRecord base = session.base();
      if (base != null && !delete(base.key())) {
        deleteRenamed(base);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean delete(SessionKey key) {
    boolean deleted = repository.delete(Set.of(key)).contains(key);
    if (deleted) {
      events.onSessionEvent(new SessionEvent.Deleted(key));
    }
    return deleted;
  }

  /** A request at the same time may have given it another id: it must not get it away by that. */
  private void deleteRenamed(SessionRecord session) {
    PrincipalIndex index = repository.principalIndex().orElse(null);
    String principal = session.principal();
    if (index == null || principal == null) {
      return;
    }
    boolean again = true;
    for (int round = 0; again && round < ROUNDS; round++) {
      List<SessionKey> renamed =
          index.read(principal).stream()
              .filter(other -> other.lineage().equals(session.lineage()))
              .map(SessionRecord::key)
              .toList();
      again = !renamed.stream().allMatch(this::delete);
    }
  }

  private void insert(Session session, SessionChanges changes) {
    SessionRecord stored = repository.insert(session.toInsert(changes));
    if (stored == null) {
      throw new SessionStoreRejectedException(
          "The store holds another session with the fresh key " + session.key(), null);
    }
    session.saved(changes, stored);
    events.onSessionEvent(new SessionEvent.Created(session.key()));
  }

  private void update(Session session, SessionRecord base, SessionChanges changes) {
    SessionRecord stored = repository.update(base, changes);
    if (stored == null) {
      session.end();
      meters.changesDropped();
      return;
    }
    if (changes.use()) {
      buffer.remove(session.key());
    }
    session.saved(changes, stored);
  }

  private boolean renameStored(Session session, SessionKey from, SessionId to) {
    if (!repository.rename(from, to.key())) {
      session.end();
      meters.changesDropped();
      return false;
    }
    buffer.remove(from);
    session.rename(to);
    events.onSessionEvent(new SessionEvent.IdChanged(to.key(), from));
    return true;
  }
}
