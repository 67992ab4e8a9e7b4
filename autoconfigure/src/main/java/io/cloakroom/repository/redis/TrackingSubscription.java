package io.cloakroom.repository.redis;

import io.cloakroom.repository.ChangeFeed;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps connections open that tell of changes, on a thread of its own. */
final class TrackingSubscription implements ChangeFeed.Subscription {

  private static final Logger log = LoggerFactory.getLogger(TrackingSubscription.class);

  private static final Duration FIRST_RETRY = Duration.ofMillis(50);
  private static final Duration LAST_RETRY = Duration.ofSeconds(1);
  private static final Duration RETRY_IF_REFUSED = Duration.ofSeconds(30);

  /** A connection that gives no answer for so long is taken for dead. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final int PINGS_PER_DELAY = 4;

  private final TrackingOpener opener;
  private final ChangeFeed.Listener listener;
  private final Duration maxDelay;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "cloakroom-changes");

  private volatile @Nullable TrackedServers active;

  /** Identifies the connections that are opened, or active; those before them are lost anyway. */
  private volatile @Nullable Object attempt;

  private volatile boolean closed;
  private boolean warned;

  TrackingSubscription(TrackingOpener opener, ChangeFeed.Listener listener, Duration maxDelay) {
    this.opener = opener;
    this.listener = listener;
    this.maxDelay = maxDelay;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public boolean isCurrent() {
    TrackedServers servers = active;
    return servers != null && servers.isCurrent(System.nanoTime(), maxDelay);
  }

  @Override
  public void close() {
    closed = true;
    lose(attempt);
    thread.interrupt();
    try {
      thread.join(LAST_RETRY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration retry = FIRST_RETRY;
    while (!closed) {
      try {
        if (track()) {
          retry = FIRST_RETRY;
        }
      } catch (TrackingRefusedException e) {
        warnOnce(e);
        retry = RETRY_IF_REFUSED;
      } catch (RuntimeException e) {
        log.debug("Redis cannot tell of changes now, to be tried again: {}", e.toString());
      }
      pause(retry);
      Duration twice = retry.multipliedBy(2);
      retry = twice.compareTo(LAST_RETRY) < 0 ? twice : LAST_RETRY;
    }
  }

  /** Returns, when the connections are lost, whether they were of any use. */
  private boolean track() {
    Object current = new Object();
    attempt = current;
    wake.drainPermits();
    TrackedServers servers = opener.open(() -> lose(current));
    try {
      if (!activate(servers)) {
        return false;
      }
      // One that falls silent for a moment tells afterwards what it has not told yet.
      Duration silence = maxDelay.plus(SILENCE);
      while (!closed && servers.isCurrent(System.nanoTime(), silence)) {
        pause(maxDelay.dividedBy(PINGS_PER_DELAY));
        servers.ping();
      }
      return true;
    } finally {
      lose(current);
      servers.close();
    }
  }

  /** From now on all changes are told. What was read before may have changed untold. */
  private synchronized boolean activate(TrackedServers servers) {
    listener.missed();
    if (servers.isBroken() || closed) {
      return false;
    }
    active = servers;
    if (warned) {
      log.info("Redis tells of changes again: the near cache is used");
      warned = false;
    }
    return true;
  }

  /** Stops the use of copies before they are dropped. */
  private synchronized void lose(@Nullable Object which) {
    if (which == attempt) {
      active = null;
      listener.missed();
      wake.release();
    }
  }

  private void warnOnce(TrackingRefusedException refusal) {
    if (!warned) {
      warned = true;
      log.warn(
          "The near cache is not used, and each read goes to Redis, since Redis does not tell of"
              + " changes ({}); grant its user +client|tracking, +hello, +ping and, on a Cluster,"
              + " +cluster|info and +cluster|nodes, or set cloakroom.near-cache.enabled=false",
          refusal.getMessage());
    }
  }

  private void pause(Duration duration) {
    try {
      if (wake.tryAcquire(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }
}
