package io.cloakroom.benchmarks.comparison;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** All variants, in the order of the report. */
final class Variants {

  static final String NO_SESSION = "none";
  static final String TOMCAT = "tomcat";
  static final String PEER_REDIS = "spring-session-redis";
  static final String PEER_REDIS_JSON = "spring-session-redis-json";
  static final String PEER_REDIS_INDEXED = "spring-session-redis-indexed";
  static final String PEER_JDBC = "spring-session-jdbc";
  static final String PEER_REDIS_MENDED = "spring-session-redis-mended";
  static final String PEER_JDBC_MENDED = "spring-session-jdbc-mended";
  static final String CLOAKROOM_REDIS = "cloakroom-redis";
  static final String CLOAKROOM_NEAR_CACHE = "cloakroom-redis-near-cache";
  static final String CLOAKROOM_JDBC = "cloakroom-jdbc";
  static final String CLOAKROOM_MEMCACHED = "cloakroom-memcached";

  static final String CLOAKROOM_JWT = "cloakroom-jwt";
  static final String CLOAKROOM_HYBRID = "cloakroom-hybrid";

  /** Those of which it is measured what it takes to learn who is signed in. */
  static final List<String> READING_USERS =
      List.of(TOMCAT, PEER_REDIS, CLOAKROOM_REDIS, CLOAKROOM_JWT, CLOAKROOM_HYBRID);

  static final String CLOAKROOM = "cloakroom";

  private static final String HEAP = "512m";

  /** Holds all created sessions, and not only what requests leave behind. */
  private static final String HEAP_WITH_SESSIONS = "2g";

  private static final String INITIALIZE = "spring.session.jdbc.initialize-schema=always";

  /** The peer loads and saves a session again after a response that was flushed. */
  private static final String UNFLUSHED = "benchmarks.flush=false";

  /** Boot makes one of the PostgreSQL driver, which is among the dependencies. */
  private static final String NO_DATA_SOURCE =
      "spring.autoconfigure.exclude="
          + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

  /** Longer than two runs: what a renewal costs is not to be in some measurements by chance. */
  private static final String LIFETIME = "cloakroom.jwt.lifetime=4h";

  private static final String AUDIENCE = "cloakroom.jwt.audience=benchmarks";
  private static final String KEY = "cloakroom.jwt.keys=benchmarks:" + randomKey();

  static final List<Variant> ALL =
      List.of(
          new Variant(NO_SESSION, "no session", TOMCAT, StoreKind.NONE, HEAP, List.of()),
          new Variant(
              TOMCAT, "Tomcat in memory", TOMCAT, StoreKind.NONE, HEAP_WITH_SESSIONS, List.of()),
          redisPeer(PEER_REDIS, "Spring Session Redis"),
          redisPeer(PEER_REDIS_JSON, "Spring Session Redis, JSON", "benchmarks.json=true"),
          redisPeer(PEER_REDIS_INDEXED, "Spring Session Redis, indexed", "benchmarks.indexed=true"),
          redisPeer(PEER_REDIS_MENDED, "Spring Session Redis, response not flushed", UNFLUSHED),
          jdbcPeer(PEER_JDBC, "Spring Session JDBC, PostgreSQL", INITIALIZE),
          jdbcPeer(
              PEER_JDBC_MENDED, "Spring Session JDBC, response not flushed", INITIALIZE, UNFLUSHED),
          cloakroom(
              CLOAKROOM_REDIS,
              "Cloakroom Redis",
              StoreKind.REDIS,
              "cloakroom.store=redis",
              NO_DATA_SOURCE),
          cloakroom(
              CLOAKROOM_NEAR_CACHE,
              "Cloakroom Redis, near cache",
              StoreKind.REDIS,
              "cloakroom.store=redis",
              "cloakroom.near-cache.enabled=true",
              NO_DATA_SOURCE),
          cloakroom(
              CLOAKROOM_JDBC,
              "Cloakroom JDBC, PostgreSQL",
              StoreKind.POSTGRES,
              "cloakroom.store=jdbc"),
          cloakroom(
              CLOAKROOM_MEMCACHED,
              "Cloakroom Memcached",
              StoreKind.MEMCACHED,
              "cloakroom.store=memcached",
              NO_DATA_SOURCE),
          cloakroom(
              CLOAKROOM_JWT,
              "Cloakroom tokens",
              StoreKind.REDIS,
              "cloakroom.store=jwt",
              "cloakroom.jwt.revocation=redis",
              LIFETIME,
              AUDIENCE,
              KEY,
              NO_DATA_SOURCE),
          cloakroom(
              CLOAKROOM_HYBRID,
              "Cloakroom Redis, user in token",
              StoreKind.REDIS,
              "cloakroom.store=redis",
              "cloakroom.jwt.carry=user",
              LIFETIME,
              AUDIENCE,
              KEY,
              NO_DATA_SOURCE));

  private Variants() {}

  static Variant named(String name) {
    return ALL.stream()
        .filter(variant -> variant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No variant is named '%s': there are %s"
                        .formatted(name, ALL.stream().map(Variant::name).toList())));
  }

  /** Nothing is left of it after a run. */
  private static String randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static Variant redisPeer(String name, String title, String... properties) {
    return new Variant(
        name, title, "spring-session-redis", StoreKind.REDIS, HEAP, List.of(properties));
  }

  private static Variant jdbcPeer(String name, String title, String... properties) {
    return new Variant(
        name, title, "spring-session-jdbc", StoreKind.POSTGRES, HEAP, List.of(properties));
  }

  private static Variant cloakroom(
      String name, String title, StoreKind store, String... properties) {
    return new Variant(name, title, CLOAKROOM, store, HEAP, List.of(properties));
  }
}
