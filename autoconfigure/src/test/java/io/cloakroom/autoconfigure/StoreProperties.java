package io.cloakroom.autoconfigure;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.util.List;
import java.util.UUID;

/**
 * Properties that pick a store on a real server, with nothing in it but what one test puts there.
 */
final class StoreProperties {

  private StoreProperties() {}

  static List<String> redis() {
    return redis(TestServers.redis(), UUID.randomUUID().toString());
  }

  static List<String> redis(Endpoint redis, String namespace) {
    return List.of(
        "cloakroom.store=redis",
        "cloakroom.namespace=" + namespace,
        "spring.data.redis.host=" + redis.host(),
        "spring.data.redis.port=" + redis.port(),
        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
  }

  static List<String> memcached(Endpoint memcached) {
    return memcached(memcached, UUID.randomUUID().toString());
  }

  static List<String> memcached(Endpoint memcached, String namespace) {
    return List.of(
        "cloakroom.store=memcached",
        "cloakroom.namespace=" + namespace,
        "cloakroom.memcached.servers=" + memcached.host() + ":" + memcached.port(),
        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
  }

  static List<String> postgres() {
    return jdbc("postgresql", TestServers.freshPostgres());
  }

  static List<String> jdbc(String scheme, Endpoint database) {
    return List.of(
        "cloakroom.store=jdbc",
        "spring.datasource.url=" + database.jdbcUrl(scheme),
        "spring.datasource.username=" + database.user(),
        "spring.datasource.password=" + database.password());
  }
}
