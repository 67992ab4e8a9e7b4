package io.cloakroom.benchmarks.comparison;

/**
 * What a round trip to the store takes, median, in milliseconds.
 *
 * @param direct without the proxy
 * @param proxied with the proxy, and no delay
 * @param delayed with the proxy, and the delay
 */
record Delay(String variant, int wantedMillis, double direct, double proxied, double delayed) {}
