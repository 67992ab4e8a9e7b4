package io.cloakroom.repository;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.RevocationStore.Denial;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notes what a store tells to be denied. */
public final class Told implements RevocationStore.Reader {

  /** What was told of a principal. */
  public record Principal(Denial denial, Duration remaining) {}

  private final Map<SessionKey, Duration> sessions = new ConcurrentHashMap<>();
  private final Map<PrincipalHash, Principal> principals = new ConcurrentHashMap<>();

  @Override
  public void session(SessionKey denied, Duration remaining) {
    sessions.put(denied, remaining);
  }

  @Override
  public void principal(PrincipalHash denied, Denial which, Duration remaining) {
    principals.put(denied, new Principal(which, remaining));
  }

  /** Returns the sessions, and how long each is denied. */
  public Map<SessionKey, Duration> sessions() {
    return sessions;
  }

  /** Returns the principals. */
  public Map<PrincipalHash, Principal> principals() {
    return principals;
  }
}
