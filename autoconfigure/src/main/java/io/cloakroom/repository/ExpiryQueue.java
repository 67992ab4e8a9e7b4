package io.cloakroom.repository;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that have expired, and whose end has not been announced yet.
 *
 * <p>Any number of nodes may claim at once. Each session is claimed by one of them; if that node
 * dies before it forgets the session, another one claims it after the lease: at least once.
 */
public interface ExpiryQueue {

  /**
   * An expired session.
   *
   * @param key of the session
   * @param session as it was last stored; null if the store has already dropped it, as Redis does
   *     after its grace period
   */
  record Expired(SessionKey key, @Nullable SessionRecord session) {}

  /**
   * Takes expired sessions. They are never live again, whatever a clock says later.
   *
   * @param limit how many at most; at least 1
   * @param lease how long nobody else gets them
   * @return fewer than the limit, often none, if no more are due
   */
  List<Expired> claim(int limit, Duration lease);

  /** Removes claimed sessions and what points at them. Others are ignored. */
  void forget(Collection<SessionKey> claimed);
}
