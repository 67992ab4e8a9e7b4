package io.cloakroom.repository;

import java.time.Duration;

/**
 * How exactly a store knows when a session was last used.
 *
 * @param interval a session is touched at most once in this time; zero: on each use
 * @param delay how long a touch may take to reach the store: one flush and one command deadline
 */
public record TouchPolicy(Duration interval, Duration delay) {

  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final long TENTH_OF_A_SECOND = 100_000_000;

  /**
   * Returns how long a session goes without a touch, at most a tenth of its idle timeout. Zero
   * means that the store is told of each use, before the response.
   */
  public Duration interval(Duration idle) {
    if (idle.isZero() || idle.isNegative()) {
      return interval;
    }
    if (idle.compareTo(SHORT) < 0) {
      return Duration.ZERO;
    }
    // Each request asks, and dividedBy() would calculate with BigDecimal.
    long seconds = idle.toSeconds();
    Duration tenth = Duration.ofSeconds(seconds / 10, seconds % 10 * TENTH_OF_A_SECOND);
    return tenth.compareTo(interval) < 0 ? tenth : interval;
  }

  /**
   * Returns how much longer than its idle timeout a session must be kept, since its last use may be
   * later than the store knows.
   */
  public Duration slack(Duration idle) {
    return interval(idle).plus(delay);
  }
}
