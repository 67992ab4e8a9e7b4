package io.cloakroom.revocation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Two clocks of this node, to tell how much time has passed. The monotonic one stands still while
 * the machine is suspended, and the other one may be set: whichever says that more has passed is
 * believed, so what is kept here for a time is at worst asked for too early.
 *
 * @param nanos monotonic
 * @param millis of the day
 */
record Clocks(LongSupplier nanos, LongSupplier millis) {

  static final Clocks SYSTEM = new Clocks(System::nanoTime, System::currentTimeMillis);

  /** A reading of both. */
  record Moment(long nanos, long millis) {}

  Moment now() {
    return new Moment(nanos.getAsLong(), millis.getAsLong());
  }

  /** Returns how long ago something was, at least. */
  Duration since(Moment earlier) {
    long byNanos = nanos.getAsLong() - earlier.nanos();
    long byMillis = millis.getAsLong() - earlier.millis();
    return Duration.ofNanos(Math.max(byNanos, TimeUnit.MILLISECONDS.toNanos(byMillis)));
  }
}
