package io.cloakroom.benchmarks.comparison;

/**
 * A cleanup under load.
 *
 * @param before load with both nodes there, and nothing removed
 * @param during load while sessions were removed
 * @param seconds from the first removal that was seen to the last
 * @param failedRuns how often the cleanup failed, to go on after its usual pause
 * @param cleanerCpu seconds of the node that cleaned
 * @param countedBefore sessions before it
 * @param countedAfter sessions after it
 */
record CleanupRun(
    String variant,
    Sample before,
    Sample during,
    double seconds,
    long failedRuns,
    double cleanerCpu,
    SessionCount countedBefore,
    SessionCount countedAfter) {

  static final double P99_BOUND = 1.5;

  double p99Ratio() {
    return during.p99Millis() / before.p99Millis();
  }

  boolean nothingLiveLost() {
    return countedAfter.live() == countedBefore.live();
  }
}
