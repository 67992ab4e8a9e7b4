package io.cloakroom.web;

import io.cloakroom.SessionStoreUnavailableException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of requests that are refused since the store is away: of the first one at once, and then
 * once a minute of how many there were, as a busy node has thousands in a second. Safe for use by
 * several threads.
 */
final class OutageLog {

  private static final Logger log = LoggerFactory.getLogger(OutageLog.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private long loggedAt;
  private long unlogged;

  /**
   * Makes a log that has said nothing yet.
   *
   * @param nanoTime as {@link System#nanoTime()}
   */
  OutageLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.loggedAt = nanoTime.getAsLong() - PAUSE;
  }

  /** Logs a refused request, or counts it. */
  void refused(SessionStoreUnavailableException reason) {
    long others;
    // Both change together: who comes while another one is logged is counted in the next line.
    synchronized (this) {
      long now = nanoTime.getAsLong();
      if (now - loggedAt < PAUSE) {
        unlogged++;
        return;
      }
      loggedAt = now;
      others = unlogged;
      unlogged = 0;
    }
    log.warn(
        "A request needs its session and is answered with 503{}: {}",
        others == 0 ? "" : " (" + others + " more since this was last logged)",
        reason.getMessage());
  }
}
