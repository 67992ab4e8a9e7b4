package io.cloakroom.lifecycle;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs the cleanup again and again on a thread of its own. The pauses vary by a quarter, so that
 * nodes that were started together do not clean together. A run that failed is tried again sooner:
 * a moment's overload must not leave a million sessions where they are for another interval.
 */
public final class CleanupScheduler implements AutoCloseable {

  private static final double LEAST = 0.75;
  private static final double MOST = 1.25;
  private static final int SOONER = 6;

  private final Cleanup cleanup;
  private final PeriodicTask task;
  private volatile boolean failed;

  /**
   * Makes a scheduler that does nothing before {@link #start()}.
   *
   * @param cleanup to be run
   * @param interval pause between two runs, on average
   */
  public CleanupScheduler(Cleanup cleanup, Duration interval) {
    this.cleanup = cleanup;
    this.task =
        new PeriodicTask(
            "cloakroom-cleanup",
            () -> jitter(failed ? interval.dividedBy(SOONER) : interval),
            this::run);
  }

  /** Begins with a pause, since an application that starts has better things to do. */
  public void start() {
    task.start();
  }

  /** Lets the batch that is under way end, and starts no other. */
  @Override
  public void close() {
    cleanup.stop();
    task.close();
  }

  private void run() {
    failed = true;
    cleanup.run();
    failed = false;
  }

  private static Duration jitter(Duration interval) {
    double factor = ThreadLocalRandom.current().nextDouble(LEAST, MOST);
    return Duration.ofMillis((long) (interval.toMillis() * factor));
  }
}
