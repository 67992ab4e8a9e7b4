package io.cloakroom.lifecycle;

import io.cloakroom.Session;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.event.SessionEventListener;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.ExpiryQueue.Expired;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces expired sessions and removes them, batch by batch, so that no statement is long and the
 * store keeps its breath for requests.
 *
 * <p>Any number of nodes may do so at once. A session is removed only after it was announced: if
 * the node dies between the two, another one announces it again.
 */
public final class ExpiredSessionCleanup implements Cleanup {

  private static final Logger log = LoggerFactory.getLogger(ExpiredSessionCleanup.class);
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final BatchedCleanup batches;
  private final ExpiryQueue queue;
  private final SessionFactory sessions;
  private final SessionEventListener events;
  private final SessionMeters meters;
  private final int batchSize;

  /**
   * Makes a cleanup.
   *
   * @param queue of expired sessions
   * @param sessions makes them readable for listeners
   * @param events is told of each
   * @param meters counts them
   * @param batchSize how many are claimed at a time
   */
  public ExpiredSessionCleanup(
      ExpiryQueue queue,
      SessionFactory sessions,
      SessionEventListener events,
      SessionMeters meters,
      int batchSize) {
    this.queue = queue;
    this.sessions = sessions;
    this.events = events;
    this.meters = meters;
    this.batchSize = batchSize;
    this.batches = new BatchedCleanup(batchSize, this::runBatch);
  }

  /**
   * Removes what is expired by now.
   *
   * @return how many sessions this call announced
   * @throws io.cloakroom.SessionStoreException if the store fails; what is left is for the next
   *     call
   */
  @Override
  public int run() {
    int announced = batches.run();
    if (announced > 0) {
      log.debug("Removed {} expired sessions", announced);
    }
    return announced;
  }

  @Override
  public void stop() {
    batches.stop();
  }

  private int runBatch() {
    List<Expired> batch = queue.claim(batchSize, LEASE);
    batch.forEach(this::announce);
    if (!batch.isEmpty()) {
      queue.forget(keys(batch));
    }
    return batch.size();
  }

  private void announce(Expired expired) {
    events.onSessionEvent(new SessionEvent.Expired(expired.key(), open(expired.session())));
    meters.sessionExpired();
  }

  private @Nullable Session open(@Nullable SessionRecord stored) {
    return stored == null ? null : sessions.open(null, stored);
  }

  private static List<SessionKey> keys(List<Expired> batch) {
    return batch.stream().map(Expired::key).toList();
  }
}
