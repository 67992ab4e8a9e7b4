package io.cloakroom.event;

import io.cloakroom.Session;
import io.cloakroom.SessionKey;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a session. In an application, listen to it with Spring's
 * {@code @EventListener}.
 *
 * <p>Each event is published on one node: the one that served the request, or whose cleanup found
 * the session expired. Expiry is announced at least once, and once if no node fails.
 */
public sealed interface SessionEvent {

  /** Returns the public name of the session. */
  SessionKey key();

  /** A new session was stored. */
  record Created(SessionKey key) implements SessionEvent {}

  /**
   * A session got another id.
   *
   * @param key that it has now
   * @param formerKey that it had before
   */
  record IdChanged(SessionKey key, SessionKey formerKey) implements SessionEvent {}

  /**
   * A session was ended, for example by a logout.
   *
   * @param key that it had
   * @param session with its attributes, to be read only, if it was not ended by a request of its
   *     own, which has told the servlet listeners; else null
   */
  record Deleted(SessionKey key, @Nullable Session session) implements SessionEvent {

    /** A session was ended by a request of its own. */
    public Deleted(SessionKey key) {
      this(key, null);
    }
  }

  /**
   * A session expired.
   *
   * @param key that it had
   * @param session with its attributes, to be read only; null if the store had already dropped them
   */
  record Expired(SessionKey key, @Nullable Session session) implements SessionEvent {}
}
