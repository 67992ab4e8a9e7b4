package io.cloakroom.lifecycle;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreException;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects uses of sessions, and tells the store of them in batches, so that a request that only
 * reads its session waits for no write.
 *
 * <p>Each use carries its age by the monotonic clock: one that an outage delayed prolongs nothing.
 * It is bounded; what does not fit is counted and forgotten, which costs at most a touch-interval.
 */
public final class TouchBuffer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TouchBuffer.class);
  private static final int BATCH = 500;

  private final Map<SessionKey, Long> uses = new ConcurrentHashMap<>();
  private final SessionRepository repository;
  private final int capacity;
  private final SessionMeters meters;
  private final PeriodicTask flusher;

  /**
   * Makes a buffer that does nothing before {@link #start()}.
   *
   * @param repository to be told of uses
   * @param flushInterval how long a use waits at most
   * @param capacity how many sessions' uses may wait
   * @param meters counts those that did not fit
   */
  public TouchBuffer(
      SessionRepository repository, Duration flushInterval, int capacity, SessionMeters meters) {
    this.repository = repository;
    this.capacity = capacity;
    this.meters = meters;
    this.flusher = new PeriodicTask("cloakroom-touch", () -> flushInterval, this::flush);
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

  void add(SessionKey session) {
    add(session, System.nanoTime());
  }

  /** Forgets a use, since something better than a touch has reached the store, or will. */
  void remove(SessionKey session) {
    uses.remove(session);
  }

  void flush() {
    List<Touch> batch;
    do {
      batch = drain();
      if (!batch.isEmpty()) {
        send(batch);
      }
    } while (batch.size() == BATCH);
  }

  private void send(List<Touch> batch) {
    try {
      repository.touch(batch);
    } catch (SessionStoreException e) {
      long now = System.nanoTime();
      batch.forEach(touch -> add(touch.key(), now - touch.ago().toNanos()));
      throw e;
    }
  }

  private List<Touch> drain() {
    long now = System.nanoTime();
    List<Touch> batch = new ArrayList<>();
    for (SessionKey session : List.copyOf(uses.keySet())) {
      Long usedAt = batch.size() < BATCH ? uses.remove(session) : null;
      if (usedAt != null) {
        batch.add(new Touch(session, Duration.ofNanos(now - usedAt)));
      }
    }
    return batch;
  }

  private void add(SessionKey session, long usedAt) {
    if (uses.size() >= capacity && !uses.containsKey(session)) {
      meters.touchDropped();
      return;
    }
    uses.merge(session, usedAt, (one, other) -> one - other > 0 ? one : other);
  }
}
