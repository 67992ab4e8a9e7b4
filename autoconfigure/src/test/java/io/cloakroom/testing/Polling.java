package io.cloakroom.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, looking again and again. */
final class Polling {

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private Polling() {}

  /**
   * Waits.
   *
   * @throws IllegalStateException that names what did not become true in time
   */
  static void until(String what, Duration timeout, BooleanSupplier condition) {
    long end = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("Not within " + timeout.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
