package io.cloakroom.lifecycle;

import io.cloakroom.Session;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.Ticket;
import io.cloakroom.repository.PrincipalIndex;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends the oldest sessions of a principal that has too many, when a session of his was saved that
 * he has just signed in to; but never that one.
 *
 * <p>Since each sign-in looks after its own save, and one at a time, there are never more when all
 * have returned, and never fewer than allowed. If a lock cannot be had in time, it does without:
 * there may be fewer then.
 */
public final class LimitingSessionManager implements SessionManager {

  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Sessions that got another id while they were to be ended are looked for again, so often. */
  private static final int ROUNDS = 5;

  /** Another lock than that of whoever decides whether a sign-in is allowed at all. */
  private static final String LOCK = "limit\0";

  private final SessionManager manager;
  private final PrincipalIndex index;
  private final PrincipalLock lock;
  private final StoredSessions sessions;
  private final int allowed;

  /**
   * Makes a manager.
   *
   * @param manager that does all the rest
   * @param index of sessions by principal
   * @param sessions ends them
   * @param allowed sessions of one principal, at least one
   */
  public LimitingSessionManager(
      SessionManager manager, PrincipalIndex index, StoredSessions sessions, int allowed) {
    this.manager = manager;
    this.index = index;
    this.lock = new PrincipalLock(index, LEASE, PATIENCE);
    this.sessions = sessions;
    this.allowed = allowed;
  }

  @Override
  public @Nullable Ticket read(String ticket) {
    return manager.read(ticket);
  }

  @Override
  public @Nullable Session find(Ticket ticket) {
    return manager.find(ticket);
  }

  @Override
  public boolean takesBack(List<Ticket> dead) {
    return manager.takesBack(dead);
  }

  @Override
  public Session create(boolean hostBound) {
    return manager.create(hostBound);
  }

  @Override
  public @Nullable String save(Session session) {
    String before = principal(session);
    String ticket = manager.save(session);
    String now = principal(session);
    if (ticket != null && now != null && !now.equals(before)) {
      endOldest(now, session.key());
    }
    return ticket;
  }

  @Override
  public void changeId(Session session, boolean hostBound) {
    manager.changeId(session, hostBound);
  }

  @Override
  public void end(Session session) {
    manager.end(session);
  }

  private void endOldest(String principal, SessionKey newest) {
    PrincipalLock.Held held = lock.take(LOCK + principal);
    try {
      int missed = 1;
      for (int round = 0; missed > 0 && round < ROUNDS; round++) {
        List<SessionKey> live = index.find(principal);
        List<SessionKey> others = live.stream().filter(key -> !key.equals(newest)).toList();
        int excess = Math.max(Math.min(live.size() - allowed, others.size()), 0);
        missed = excess - sessions.end(others.subList(0, excess), principal);
      }
    } finally {
      if (held != null) {
        held.giveBack();
      }
    }
  }

  private static @Nullable String principal(Session session) {
    SessionRecord stored = session.base();
    return stored == null ? null : stored.principal();
  }
}
