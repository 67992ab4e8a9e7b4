package io.cloakroom.repository.jdbc;

import java.time.Duration;

/** Durations as the table holds them. */
final class StoreMillis {

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
    long millis = duration.toMillis();
    boolean exact = duration.equals(Duration.ofMillis(millis));
    return exact || duration.isNegative() ? millis : millis + 1;
  }
}
