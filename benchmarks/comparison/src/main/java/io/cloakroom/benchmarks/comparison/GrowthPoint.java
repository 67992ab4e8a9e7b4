package io.cloakroom.benchmarks.comparison;

/**
 * One measurement of how cost grows.
 *
 * @param axis what grows
 * @param amount how far it has grown
 */
record GrowthPoint(String axis, int amount, String variant, int round, Sample sample) {

  static final String STORED = "sessions stored";
  static final String ATTRIBUTES = "attributes a session, one of them read";
}
