package io.cloakroom.repository.cache;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.ExpiryQueue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Drops the copies of sessions that this node claims. */
record DroppingExpiryQueue(ExpiryQueue queue, NearCache cache) implements ExpiryQueue {

  @Override
  public List<Expired> claim(int limit, Duration lease) {
    List<Expired> claimed = queue.claim(limit, lease);
    claimed.forEach(expired -> cache.changed(expired.key()));
    return claimed;
  }

  @Override
  public void forget(Collection<SessionKey> claimed) {
    try {
      queue.forget(claimed);
    } finally {
      claimed.forEach(cache::changed);
    }
  }
}
