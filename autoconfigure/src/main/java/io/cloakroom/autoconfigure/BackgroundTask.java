package io.cloakroom.autoconfigure;

import org.springframework.context.SmartLifecycle;

/**
 * Begins before the web server takes requests, and ends after it has served the last one, while the
 * store can still be told of it.
 */
final class BackgroundTask implements SmartLifecycle {

  /** Below the web server's, which is 2048 below the default. */
  private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

  private final Runnable start;
  private final Runnable stop;
  private volatile boolean running;

  BackgroundTask(Runnable start, Runnable stop) {
    this.start = start;
    this.stop = stop;
  }

  @Override
  public void start() {
    start.run();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    stop.run();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
