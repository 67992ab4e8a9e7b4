package io.cloakroom.repository.memcached;

import java.time.Duration;

/** Durations as items hold them. */
final class StoreMillis {

  static final long SECOND = 1000;

  /** Some 2,700 years: sums of a few of these still fit. */
  private static final Duration LONGEST = Duration.ofDays(1_000_000);

  private StoreMillis() {}

  /** Returns whole milliseconds, rounded up, so that a short time does not become none. */
  static long of(Duration duration) {
    if (duration.compareTo(LONGEST) > 0) {
      return LONGEST.toMillis();
    }
    if (duration.compareTo(LONGEST.negated()) < 0) {
      return -LONGEST.toMillis();
    }
    return duration.isNegative() ? duration.toMillis() : duration.plusNanos(999_999).toMillis();
  }

  /** Returns whole seconds, rounded up. */
  static long secondsUp(long millis) {
    return -Math.floorDiv(-millis, SECOND);
  }

  /** Returns whole seconds, rounded down. */
  static long secondsDown(long millis) {
    return Math.floorDiv(millis, SECOND);
  }
}
