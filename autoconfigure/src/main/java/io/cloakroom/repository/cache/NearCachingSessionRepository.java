package io.cloakroom.repository.cache;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ChangeFeed;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionCatalog;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads of sessions that were read before from this node's memory, while the store tells of
 * all changes; everything else is the store's.
 *
 * <p>What this node does to a session, it sees at once. What others do, it sees as soon as the
 * store has told of it, and at the latest after a delay that holds however connections fail: while
 * that cannot be promised, each read goes to the store. A copy is used only while its session
 * certainly lives, and counts as read from the store just now.
 */
public final class NearCachingSessionRepository implements SessionRepository, AutoCloseable {

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final SessionRepository store;
  private final NearCache cache;
  private final ChangeFeed.Subscription changes;

  /**
   * Begins to listen to changes.
   *
   * @param store which is not closed with this
   * @param feed of that store
   * @param maxBytes that the copies may take together, about
   * @param maxDelay after which a change that another node made is seen here, at the latest
   */
  public NearCachingSessionRepository(
      SessionRepository store, ChangeFeed feed, long maxBytes, Duration maxDelay) {
    this(store, feed, maxBytes, maxDelay, System::nanoTime);
  }

  NearCachingSessionRepository(
      SessionRepository store,
      ChangeFeed feed,
      long maxBytes,
      Duration maxDelay,
      LongSupplier clock) {
    this.store = store;
    this.cache = new NearCache(maxBytes, clock);
    this.changes = feed.subscribe(cache, maxDelay);
  }

  /** Returns how many reads this node's memory has answered. */
  public long hits() {
    return hits.sum();
  }

  /** Returns how many reads the store was asked for. */
  public long misses() {
    return misses.sum();
  }

  /** Returns whether copies are used now: the store is known to tell of all changes. */
  public boolean isCurrent() {
    return changes.isCurrent();
  }

  /** Returns about how many bytes the copies take. */
  public long bytes() {
    return cache.bytes();
  }

  @Override
  public @Nullable SessionRecord insert(NewSession session) {
    return store.insert(session);
  }

  @Override
  public @Nullable SessionRecord find(SessionKey key) {
    boolean current = changes.isCurrent();
    SessionRecord copy = current ? cache.get(key) : null;
    if (copy != null) {
      hits.increment();
      return copy;
    }
    misses.increment();
    return current ? read(key) : store.find(key);
  }

  @Override
  public @Nullable SessionRecord findStored(SessionKey key) {
    return store.findStored(key);
  }

  @Override
  public @Nullable SessionRecord findForDeletion(SessionKey key) {
    return store.findForDeletion(key);
  }

  @Override
  public void probe() {
    store.probe();
  }

  @Override
  public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
    try {
      return store.update(base, changes);
    } finally {
      // What it returned is not kept: what others wrote since the base was read is not in it.
      cache.changed(base.key());
    }
  }

  @Override
  public boolean rename(SessionKey from, SessionKey to) {
    try {
      return store.rename(from, to);
    } finally {
      drop(List.of(from, to));
    }
  }

  @Override
  public Set<SessionKey> delete(Collection<SessionKey> keys) {
    try {
      return store.delete(keys);
    } finally {
      drop(keys);
    }
  }

  @Override
  public void touch(Collection<Touch> touches) {
    try {
      store.touch(touches);
    } finally {
      drop(touches.stream().map(Touch::key).toList());
    }
  }

  @Override
  public Optional<ExpiryQueue> expiryQueue() {
    return store.expiryQueue().map(queue -> new DroppingExpiryQueue(queue, cache));
  }

  @Override
  public Optional<PrincipalIndex> principalIndex() {
    return store.principalIndex();
  }

  @Override
  public Optional<SessionCatalog> catalog() {
    return store.catalog();
  }

  @Override
  public Optional<ChangeFeed> changeFeed() {
    return store.changeFeed();
  }

  /** Stops listening to changes; from then on each read goes to the store. */
  @Override
  public void close() {
    changes.close();
  }

  private @Nullable SessionRecord read(SessionKey key) {
    NearCache.Read read = cache.begin(key);
    SessionRecord answer = null;
    try {
      answer = store.find(key);
      return answer;
    } finally {
      cache.end(read, answer);
    }
  }

  private void drop(Collection<SessionKey> keys) {
    keys.forEach(cache::changed);
  }
}
