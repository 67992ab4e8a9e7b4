package io.cloakroom.benchmarks.comparison;

import static io.cloakroom.benchmarks.comparison.Variants.CLOAKROOM_HYBRID;
import static io.cloakroom.benchmarks.comparison.Variants.CLOAKROOM_JDBC;
import static io.cloakroom.benchmarks.comparison.Variants.CLOAKROOM_JWT;
import static io.cloakroom.benchmarks.comparison.Variants.CLOAKROOM_MEMCACHED;
import static io.cloakroom.benchmarks.comparison.Variants.CLOAKROOM_NEAR_CACHE;
import static io.cloakroom.benchmarks.comparison.Variants.CLOAKROOM_REDIS;
import static io.cloakroom.benchmarks.comparison.Variants.PEER_JDBC;
import static io.cloakroom.benchmarks.comparison.Variants.PEER_REDIS;
import static io.cloakroom.benchmarks.comparison.Variants.PEER_REDIS_INDEXED;
import static io.cloakroom.benchmarks.comparison.Variants.PEER_REDIS_JSON;
import static io.cloakroom.benchmarks.comparison.Variants.TOMCAT;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What Cloakroom wants to reach, for sessions of 1 KB and 16 connections. */
final class Targets {

  private final Results results;

  Targets(Results results) {
    this.results = results;
  }

  List<Target> all() {
    return List.of(
        rate("read, Redis", Cell.READ, CLOAKROOM_REDIS, PEER_REDIS, 4),
        roundTrips(),
        rate("read, Redis", Cell.READ, CLOAKROOM_REDIS, PEER_REDIS_INDEXED, 6),
        rate("write, Redis", Cell.WRITE, CLOAKROOM_REDIS, PEER_REDIS, 3),
        rate("create, Redis", Cell.CREATE, CLOAKROOM_REDIS, PEER_REDIS, 1.8),
        rate("read, PostgreSQL", Cell.READ, CLOAKROOM_JDBC, PEER_JDBC, 6),
        target(
            "read, PostgreSQL",
            PEER_JDBC,
            "WAL bytes a request",
            0.1,
            false,
            ratio(Cell.READ, CLOAKROOM_JDBC, PEER_JDBC, Sample::walPerRequest)),
        rate("write, PostgreSQL", Cell.WRITE, CLOAKROOM_JDBC, PEER_JDBC, 2),
        distant(CLOAKROOM_REDIS, PEER_REDIS),
        distant(CLOAKROOM_REDIS, PEER_REDIS_JSON),
        distant(CLOAKROOM_REDIS, PEER_REDIS_INDEXED),
        distant(CLOAKROOM_JDBC, PEER_JDBC),
        bytes("bytes a session, Redis", CLOAKROOM_REDIS, PEER_REDIS, 0.75),
        bytes("bytes a session, PostgreSQL", CLOAKROOM_JDBC, PEER_JDBC, 0.6),
        rate("read, Memcached", Cell.READ, CLOAKROOM_MEMCACHED, PEER_REDIS, 3),
        rate("read, tokens", Cell.READ, CLOAKROOM_JWT, TOMCAT, 0.6),
        rate("user, carried in a token", Cell.USER, CLOAKROOM_HYBRID, TOMCAT, 0.7),
        rate("read with near cache", Cell.READ, CLOAKROOM_NEAR_CACHE, TOMCAT, 0.8));
  }

  private Target roundTrips() {
    double ours = roundTrips(CLOAKROOM_REDIS);
    return target(
        "read, Redis",
        PEER_REDIS,
        "round trips to the store",
        1 / 6.0,
        false,
        ours / roundTrips(PEER_REDIS));
  }

  private double roundTrips(String variant) {
    return results.counted(variant, CountingPass.READ).map(Counted::roundTrips).orElse(Double.NaN);
  }

  private Target rate(String workload, Cell cell, String ours, String theirs, double bound) {
    return target(
        workload, theirs, "requests/s", bound, true, ratio(cell, ours, theirs, Sample::perSecond));
  }

  private Target distant(String ours, String theirs) {
    return target(
        "read, 1 ms to the store",
        theirs,
        "p50",
        0.25,
        false,
        ratio(Cell.DISTANT_READ, ours, theirs, Sample::p50Millis));
  }

  private Target bytes(String workload, String ours, String theirs, double bound) {
    return target(
        workload,
        theirs,
        "bytes",
        bound,
        false,
        results.bytesPerSession(Payload.SMALL, ours)
            / results.bytesPerSession(Payload.SMALL, theirs));
  }

  private double ratio(Cell cell, String ours, String theirs, ToDoubleFunction<Sample> figure) {
    return results.median(cell, ours, figure) / results.median(cell, theirs, figure);
  }

  private static Target target(
      String workload, String theirs, String figure, double bound, boolean atLeast, double actual) {
    return new Target(workload, Variants.named(theirs).title(), figure, bound, atLeast, actual);
  }
}
