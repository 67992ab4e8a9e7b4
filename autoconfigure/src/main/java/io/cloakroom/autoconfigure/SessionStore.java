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
  MEMCACHED;

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
    };
  }

  /** Returns what to do if one of them is missing. */
  String remedy() {
    return this == MEMCACHED
        ? "Add com.amazonaws:elasticache-java-cluster-client to the dependencies; the starter does not bring it."
        : "Depend on io.cloakroom:cloakroom-spring-boot-starter, which brings it, and exclude nothing from it.";
  }

  /** Returns the name of the repository bean that keeps sessions there. */
  String repositoryBean() {
    return switch (this) {
      case REDIS -> RedisStoreConfiguration.REPOSITORY;
      case JDBC -> JdbcStoreConfiguration.REPOSITORY;
      case MEMCACHED -> MemcachedStoreConfiguration.REPOSITORY;
    };
  }

  /** Returns the value as it stands in a configuration file. */
  String property() {
    return name().toLowerCase(Locale.ROOT);
  }
}
