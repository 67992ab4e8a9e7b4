package io.cloakroom.web;

import io.cloakroom.Session;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.Ticket;
import io.cloakroom.lifecycle.SessionManager;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The session manager as one request sees it. The first outage of the store is remembered and told
 * to the log; from then on each call fails at once, so that one request waits for one time-out
 * only.
 */
final class FailFastSessionManager implements SessionManager {

  private final SessionManager manager;
  private final OutageLog log;
  private volatile @Nullable SessionStoreUnavailableException outage;

  FailFastSessionManager(SessionManager manager, OutageLog log) {
    this.manager = manager;
    this.log = log;
  }

  /** Returns why the store could not be used; null if it could, or was not needed. */
  @Nullable SessionStoreUnavailableException outage() {
    return outage;
  }

  /** Returns a manager that knows nothing of this request's outage, for use after it. */
  FailFastSessionManager forAnotherRequest() {
    return new FailFastSessionManager(manager, log);
  }

  @Override
  public @Nullable Ticket read(String ticket) {
    return manager.read(ticket);
  }

  @Override
  public @Nullable Session find(Ticket ticket) {
    Session session = ask(() -> manager.find(ticket));
    if (session != null) {
      session.loadThrough(this::load);
    }
    return session;
  }

  @Override
  public boolean takesBack(List<Ticket> dead) {
    return ask(() -> manager.takesBack(dead));
  }

  @Override
  public Session create(boolean hostBound) {
    return manager.create(hostBound);
  }

  @Override
  public @Nullable String save(Session session) {
    return ask(() -> manager.save(session));
  }

  @Override
  public void changeId(Session session, boolean hostBound) {
    ask(
        () -> {
          manager.changeId(session, hostBound);
          return null;
        });
  }

  @Override
  public void end(Session session) {
    ask(
        () -> {
          manager.end(session);
          return null;
        });
  }

  private void load(Runnable rest) {
    ask(
        () -> {
          rest.run();
          return null;
        });
  }

  private <T extends @Nullable Object> T ask(Supplier<T> question) {
    SessionStoreUnavailableException known = outage;
    if (known != null) {
      throw known;
    }
    try {
      return question.get();
    } catch (SessionStoreUnavailableException e) {
      remember(e);
      throw e;
    }
  }

  /** Remembers an outage that somebody else met, for example who counts sessions. */
  synchronized void remember(SessionStoreUnavailableException e) {
    if (outage == null) {
      outage = e;
      log.refused(e);
    }
  }
}
