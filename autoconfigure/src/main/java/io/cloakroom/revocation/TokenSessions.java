package io.cloakroom.revocation;

import io.cloakroom.SessionKey;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.event.SessionEventListener;
import io.cloakroom.lifecycle.SessionDetails;
import io.cloakroom.lifecycle.Sessions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions that their clients carry in tokens, by revoking those. Nobody knows which sessions
 * there are, so nobody can look at them.
 */
public final class TokenSessions implements Sessions {

  private final Revocations revocations;
  private final SessionEventListener events;

  /**
   * Makes the service.
   *
   * @param revocations of the tokens; with {@link Revocations#NONE}, no session can be ended
   * @param events is told of sessions that were ended by their key
   */
  public TokenSessions(Revocations revocations, SessionEventListener events) {
    this.revocations = revocations;
    this.events = events;
  }

  @Override
  public boolean areListed() {
    return false;
  }

  @Override
  public boolean endsAll() {
    return revocations != Revocations.NONE;
  }

  /** Not possible. */
  @Override
  public @Nullable SessionDetails find(SessionKey session) {
    throw unlisted();
  }

  /** Not possible. */
  @Override
  public List<SessionDetails> of(String principal) {
    throw unlisted();
  }

  /**
   * Returns true: no token under that key counts any more, if there was one. If the session has got
   * another key meanwhile, on a node that does not know of the end yet, it goes on: to be sure of a
   * user, end all that he has.
   */
  @Override
  public boolean end(SessionKey session) {
    revocable().revoke(session);
    events.onSessionEvent(new SessionEvent.Deleted(session));
    return true;
  }

  /** Not possible: whose session it is, only its client knows. */
  @Override
  public boolean end(String principal, SessionKey session) {
    throw unlisted();
  }

  @Override
  public int endAll(String principal) {
    revocable().revokeAll(principal);
    return UNCOUNTED;
  }

  @Override
  public int endAllBut(String principal, SessionKey spared) {
    revocable().revokeAll(principal, spared);
    return UNCOUNTED;
  }

  /** Not possible. */
  @Override
  public int count(String principal) {
    throw unlisted();
  }

  /** Not possible. */
  @Override
  public long count() {
    throw unlisted();
  }

  /** Not possible. */
  @Override
  public Set<String> principals() {
    throw unlisted();
  }

  private Revocations revocable() {
    if (revocations == Revocations.NONE) {
      throw new IllegalStateException(
          "No session can be ended but by its client: set cloakroom.jwt.revocation to redis or jdbc");
    }
    return revocations;
  }

  private static IllegalStateException unlisted() {
    return new IllegalStateException(
        "Sessions are in the tokens of their clients, so nobody knows which there are: end them by"
            + " their key or all of a user, or keep them with cloakroom.store=redis or jdbc");
  }
}
