package io.cloakroom.autoconfigure;

import java.util.List;
import java.util.Locale;

/** Where sessions can be kept. */
public enum SessionStore {

  /** Redis, Valkey, and what else speaks their protocol. */
  REDIS,

  /** A relational database: PostgreSQL, MariaDB, MySQL or H2. */
  JDBC,

  /** Memcached, one server or several. It cannot say which sessions there are. */
  MEMCACHED,

  /** No store: each session is sealed in the token that its client holds. */
  JWT;

  /** Returns what must be on the class path for this store. */
  List<String> requiredClasses() {
    return switch (this) {
      case REDIS ->
          List.of(
              "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory",
              "io.lettuce.core.RedisClient");
      case JDBC ->
          List.of(
              "org.springframework.jdbc.support.SQLExceptionTranslator",
              "com.zaxxer.hikari.HikariDataSource",
              "org.flywaydb.core.Flyway");
      case MEMCACHED -> List.of("net.spy.memcached.ClientMode");
      case JWT -> List.of("com.nimbusds.jose.JWEObject");
    };
  }

  /** Returns what to do if such a class is missing. */
  String remedy() {
    return switch (this) {
      case REDIS, JDBC ->
          "Depend on io.cloakroom:cloakroom-spring-boot-starter, which brings it, and exclude nothing from it.";
      case MEMCACHED ->
          "Add com.amazonaws:elasticache-java-cluster-client to the dependencies, in version 1.2.4 or newer; the starter does not bring it.";
      case JWT ->
          "Add com.nimbusds:nimbus-jose-jwt to the dependencies, in version 10.9 or newer; the starter does not bring it.";
    };
  }

  /** Returns whether sessions are kept in a repository. */
  boolean hasRepository() {
    return this != JWT;
  }

  /** Returns the name of the bean that keeps sessions there: a repository, if there is one. */
  String keepingBean() {
    return switch (this) {
      case REDIS -> RedisStoreConfiguration.REPOSITORY;
      case JDBC -> JdbcStoreConfiguration.REPOSITORY;
      case MEMCACHED -> MemcachedStoreConfiguration.REPOSITORY;
      case JWT -> TokenConfiguration.MANAGER;
    };
  }

  /** Returns the value as it stands in a configuration file. */
  String property() {
    return name().toLowerCase(Locale.ROOT);
  }
}
