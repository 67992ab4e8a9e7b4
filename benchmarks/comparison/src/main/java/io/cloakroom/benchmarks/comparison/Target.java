package io.cloakroom.benchmarks.comparison;

/**
 * A ratio that is to be reached.
 *
 * @param workload what is asked of
 * @param against whom it is compared with
 * @param figure what is compared
 * @param bound the ratio that is wanted
 * @param atLeast whether more is better
 * @param actual the ratio that was measured; not a number if it was not
 */
record Target(
    String workload, String against, String figure, double bound, boolean atLeast, double actual) {

  boolean isMeasured() {
    return !Double.isNaN(actual);
  }

  boolean isReached() {
    return atLeast ? actual >= bound : actual <= bound;
  }
}
