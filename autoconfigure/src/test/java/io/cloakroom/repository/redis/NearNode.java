package io.cloakroom.repository.redis;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.sibling;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.ChangeFeed;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.cache.NearCachingSessionRepository;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A node with a near cache, which a test can wait for. */
final class NearNode implements AutoCloseable {

  static final Duration DELAY = Duration.ofSeconds(1);

  private static final long BYTES = 1024 * 1024;

  private final Set<SessionKey> heard = ConcurrentHashMap.newKeySet();
  private final AtomicInteger gaps = new AtomicInteger();
  private final RedisSessionRepository store;
  private final NearCachingSessionRepository cache;

  NearNode(RedisSessionRepository store) {
    this(store, store.changeFeed().orElseThrow());
  }

  NearNode(RedisSessionRepository store, ChangeFeed feed) {
    this.store = store;
    this.cache =
        new NearCachingSessionRepository(
            store, (listener, delay) -> feed.subscribe(new Hearing(listener), delay), BYTES, DELAY);
  }

  NearCachingSessionRepository cache() {
    return cache;
  }

  /** Returns how often changes may have been missed. */
  int gaps() {
    return gaps.get();
  }

  NearNode awaitCurrent() {
    await().until(cache::isCurrent);
    return this;
  }

  /** Waits until this node has heard of all changes so far to the sessions of a shard. */
  void settle(SessionKey ofShard) {
    SessionKey fence = sibling(ofShard);
    int before = gaps.get();
    store.insert(SampleSessions.session(fence, Duration.ZERO, IDLE, null, null, Map.of()));
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> heard.contains(fence) || gaps.get() > before);
    store.delete(Set.of(fence));
  }

  @Override
  public void close() {
    cache.close();
    store.close();
  }

  private final class Hearing implements ChangeFeed.Listener {

    private final ChangeFeed.Listener listener;

    private Hearing(ChangeFeed.Listener listener) {
      this.listener = listener;
    }

    @Override
    public void changed(SessionKey session) {
      listener.changed(session);
      heard.add(session);
    }

    @Override
    public void missed() {
      listener.missed();
      gaps.incrementAndGet();
    }
  }
}
