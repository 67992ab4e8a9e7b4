package io.cloakroom.repository.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ChangeFeed;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of sessions, bounded by their bytes, and the reads that may add to them.
 *
 * <p>A read registers before it asks the store. Whatever makes copies of its session out of date
 * until its answer is here takes its registration away, and its answer is not kept.
 */
final class NearCache implements ChangeFeed.Listener {

  /** However long nothing changes: bounds what a clock of the store that is set anew could do. */
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final ConcurrentMap<SessionKey, Read> reads = new ConcurrentHashMap<>();
  private final Cache<SessionKey, SessionCopy> copies;
  private final LongSupplier clock;

  /** A read that is under way; told from others by its identity. */
  static final class Read {

    private final SessionKey session;
    private final long begun;

    private Read(SessionKey session, long begun) {
      this.session = session;
      this.begun = begun;
    }
  }

  /**
   * Makes a cache.
   *
   * @param maxBytes of all copies together, about
   * @param clock monotonic, in nanoseconds
   */
  NearCache(long maxBytes, LongSupplier clock) {
    this.clock = clock;
    this.copies =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((SessionKey key, SessionCopy copy) -> copy.weight())
            .expireAfterWrite(MAX_AGE)
            .ticker(clock::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Returns a session as the store would answer it now; null if there is no copy that says so. */
  @Nullable SessionRecord get(SessionKey session) {
    SessionCopy copy = copies.getIfPresent(session);
    return copy == null ? null : copy.at(clock.getAsLong());
  }

  /** To be called before the store is asked. */
  Read begin(SessionKey session) {
    Read read = new Read(session, clock.getAsLong());
    reads.put(session, read);
    return read;
  }

  /** Keeps what the store answered, unless it may be out of date by now. */
  void end(Read read, @Nullable SessionRecord answer) {
    SessionCopy copy = answer == null ? null : SessionCopy.of(answer, read.begun);
    reads.computeIfPresent(
        read.session,
        (session, latest) -> {
          if (latest != read) {
            return latest;
          }
          if (copy != null) {
            copies.put(session, copy);
          }
          return null;
        });
  }

  @Override
  public void changed(SessionKey session) {
    reads.compute(
        session,
        (key, outdated) -> {
          copies.invalidate(key);
          return null;
        });
  }

  @Override
  public void missed() {
    reads.clear();
    copies.invalidateAll(); // Comes second: a read that was not forgotten in time has ended by now.
  }

  /** Returns about how many bytes the copies take. */
  long bytes() {
    copies.cleanUp();
    return copies.asMap().values().stream().mapToLong(SessionCopy::weight).sum();
  }
}
