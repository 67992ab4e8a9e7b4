package io.cloakroom.lifecycle;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreException;
import io.cloakroom.SessionUse;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects uses of sessions, and tells the store of them in batches, so that a request that only
 * reads its session waits for no write.
 *
 * <p>Each use carries its age by the monotonic clock: one that an outage delayed prolongs nothing.
 * It also waits a while, so that the request can still say that it does not count. The buffer is
 * bounded; what does not fit is counted and forgotten, which costs at most a touch-interval.
 */
public final class TouchBuffer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TouchBuffer.class);
  private static final int BATCH = 500;

  /** A use waits for three quarters of the flush interval, and then for the next quarter. */
  private static final int QUARTERS = 4;

  private final Map<SessionKey, List<Waiting>> uses = new ConcurrentHashMap<>();
  private final SessionRepository repository;
  private final int capacity;
  private final SessionMeters meters;
  private final PeriodicTask flusher;
  private volatile boolean failing;

  /**
   * A use that the store does not know of.
   *
   * @param at when, by the monotonic clock
   */
  private record Waiting(SessionUse use, long at) {}

  /**
   * Makes a buffer that does nothing before {@link #start()}.
   *
   * @param repository to be told of uses
   * @param flushInterval how long a use waits at most; for three quarters of it, it waits at least
   * @param capacity how many sessions' uses may wait
   * @param meters counts those that did not fit
   */
  public TouchBuffer(
      SessionRepository repository, Duration flushInterval, int capacity, SessionMeters meters) {
    this.repository = repository;
    this.capacity = capacity;
    this.meters = meters;
    Duration quarter = flushInterval.dividedBy(QUARTERS);
    this.flusher =
        new PeriodicTask(
            "cloakroom-touch",
            () -> failing ? flushInterval : quarter,
            () -> flush(flushInterval.minus(quarter)));
  }

  /** Begins to tell the store. */
  public void start() {
    flusher.start();
  }

  /** Tells the store of what waits, and stops. To be called after the web server has stopped. */
  @Override
  public void close() {
    flusher.close();
    try {
      flush();
    } catch (SessionStoreException e) {
      log.warn("The last uses of {} sessions were not stored: {}", uses.size(), e.getMessage());
    }
  }

  void add(SessionKey session, SessionUse use) {
    add(session, new Waiting(use, System.nanoTime()));
  }

  /** Forgets uses, since something better than a touch has reached the store, or will. */
  void remove(SessionKey session) {
    uses.remove(session);
  }

  /** Tells the store of all uses that count. */
  void flush() {
    flush(Duration.ZERO);
  }

  /** Tells the store of those uses that have waited so long. */
  private void flush(Duration wait) {
    List<Touch> batch;
    do {
      batch = drain(wait.toNanos());
      if (!batch.isEmpty()) {
        send(batch);
      }
    } while (batch.size() == BATCH);
  }

  private void send(List<Touch> batch) {
    try {
      repository.touch(batch);
      failing = false;
    } catch (SessionStoreException e) {
      failing = true;
      long now = System.nanoTime();
      batch.forEach(
          touch -> add(touch.key(), new Waiting(new SessionUse(), now - touch.ago().toNanos())));
      throw e;
    }
  }

  private List<Touch> drain(long wait) {
    long now = System.nanoTime();
    List<Touch> batch = new ArrayList<>();
    for (SessionKey session : List.copyOf(uses.keySet())) {
      if (batch.size() < BATCH) {
        uses.computeIfPresent(
            session,
            (key, waiting) -> {
              Map<Boolean, List<Waiting>> due =
                  waiting.stream()
                      .collect(Collectors.partitioningBy(each -> now - each.at() >= wait));
              Duration ago = lastUse(due.getOrDefault(true, List.of()), now);
              if (ago != null) {
                batch.add(new Touch(key, ago));
              }
              List<Waiting> later = due.getOrDefault(false, List.of());
              return later.isEmpty() ? null : new ArrayList<>(later);
            });
      }
    }
    return batch;
  }

  private static @Nullable Duration lastUse(List<Waiting> waiting, long now) {
    return waiting.stream()
        .filter(each -> each.use().isCounted())
        .map(each -> Duration.ofNanos(now - each.at()))
        .min(Duration::compareTo)
        .orElse(null);
  }

  private void add(SessionKey session, Waiting use) {
    if (uses.size() >= capacity && !uses.containsKey(session)) {
      meters.touchDropped();
      return;
    }
    uses.compute(
        session,
        (key, waiting) -> {
          List<Waiting> all = waiting == null ? new ArrayList<>() : waiting;
          all.add(use);
          return all;
        });
  }
}
