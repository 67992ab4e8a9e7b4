package io.cloakroom.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task again and again, on a daemon thread of its own, until it is closed. */
public final class PeriodicTask implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PeriodicTask.class);
  private static final long STOP_SECONDS = 5;

  private final CountDownLatch stopping = new CountDownLatch(1);
  private final String name;
  private final Supplier<Duration> pause;
  private final Runnable task;
  private @Nullable Thread thread;

  /**
   * Makes a task that does not run yet.
   *
   * @param name of its thread
   * @param pause asked before each run
   * @param task whose exceptions are logged, and do not keep it from running again
   */
  public PeriodicTask(String name, Supplier<Duration> pause, Runnable task) {
    this.name = name;
    this.pause = pause;
    this.task = task;
  }

  /** Begins with a pause. */
  public synchronized void start() {
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets a run that is under way end, for some seconds, and starts no other. */
  @Override
  public synchronized void close() {
    stopping.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping.await(pause.get().toMillis(), TimeUnit.MILLISECONDS)) {
        runOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runOnce() {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.warn("{} failed, to be tried again: {}", name, e.getMessage());
    }
  }
}
