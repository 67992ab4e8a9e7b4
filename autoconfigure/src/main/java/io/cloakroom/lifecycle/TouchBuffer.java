package io.cloakroom.lifecycle;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreException;
import io.cloakroom.SessionUse;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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

  /** What the store does for a batch, requests wait for that reach it at the same time. */
  private static final int BATCH = 100;

  /** A use waits for three quarters of the flush interval, and then for the next quarter. */
  private static final int QUARTERS = 4;

  /** In the order in which they were added, so that those that are due are in front. */
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

  private final Map<SessionKey, Uses> sessions = new ConcurrentHashMap<>();
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
  private record Waiting(Uses uses, SessionUse use, long at) {}

  /** Those uses of one session that are in the queue. */
  private static final class Uses {

    private final SessionKey session;
    private int waiting;
    private volatile boolean forgotten;

    Uses(SessionKey session) {
      this.session = session;
    }
  }

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
      log.warn("The last uses of {} sessions were not stored: {}", sessions.size(), e.getMessage());
    }
  }

  void add(SessionKey session, SessionUse use) {
    add(session, use, System.nanoTime());
  }

  /** Forgets uses, since something better than a touch has reached the store, or will. */
  void remove(SessionKey session) {
    Uses uses = sessions.remove(session);
    if (uses != null) {
      uses.forgotten = true;
    }
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
      batch.forEach(touch -> add(touch.key(), new SessionUse(), now - touch.ago().toNanos()));
      throw e;
    }
  }

  /**
   * Takes the next batch of sessions, each with its last use of those that have waited so long. Its
   * later ones are forgotten: they are within the touch-interval that begins with that one.
   */
  private synchronized List<Touch> drain(long wait) {
    long now = System.nanoTime();
    Map<Uses, Long> last = new LinkedHashMap<>();
    Waiting first = queue.peek();
    while (first != null && now - first.at() >= wait) {
      Uses uses = first.uses();
      if (last.size() == BATCH && !last.containsKey(uses)) {
        break;
      }
      queue.remove();
      leave(uses);
      if (first.use().isCounted() && !uses.forgotten) {
        last.merge(uses, first.at(), Math::max);
      }
      first = queue.peek();
    }
    List<Touch> batch = new ArrayList<>(last.size());
    last.forEach(
        (uses, at) -> {
          uses.forgotten = true;
          sessions.remove(uses.session, uses);
          batch.add(new Touch(uses.session, Duration.ofNanos(now - at)));
        });
    return batch;
  }

  private void leave(Uses uses) {
    sessions.computeIfPresent(
        uses.session, (session, known) -> known != uses || --known.waiting > 0 ? known : null);
  }

  private void add(SessionKey session, SessionUse use, long at) {
    if (sessions.size() >= capacity && !sessions.containsKey(session)) {
      meters.touchDropped();
      return;
    }
    Uses uses =
        sessions.compute(
            session,
            (key, known) -> {
              Uses all = known == null ? new Uses(key) : known;
              all.waiting++;
              return all;
            });
    queue.add(new Waiting(uses, use, at));
  }
}
