package io.cloakroom.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestServersTests {

  @Test
  void redisAnswers() {
    assertThat(RedisTopology.call(TestServers.redis().port(), "PING")).isEqualTo("PONG");
  }

  @Test
  void memcachedAnswers() {
    assertThat(MemcachedText.call(TestServers.memcached(), "version").get(0))
        .startsWith("VERSION 1.");
  }

  @Test
  void postgresAnswersInADatabaseOfItsOwn() throws Exception {
    assertThat(currentDatabase(TestServers.freshPostgres(), "postgresql", "current_database()"))
        .isNotEqualTo(
            currentDatabase(TestServers.freshPostgres(), "postgresql", "current_database()"));
  }

  @Test
  void mariadbAnswersInADatabaseOfItsOwn() throws Exception {
    Endpoint database = TestServers.freshMariadb();

    assertThat(currentDatabase(database, "mariadb", "database()")).isEqualTo(database.database());
  }

  @Test
  void killedRedisIsAwayAndComesBack() {
    try (NativeServer redis = NativeServer.redis()) {
      redis.kill();
      assertThat(NativeServer.accepts(redis.port())).isFalse();

      redis.start();
      assertThat(RedisTopology.call(redis.port(), "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void clusterServesAllSlots() {
    try (RedisTopology cluster = RedisTopology.cluster(3)) {
      assertThat(RedisTopology.call(cluster.ports().get(0), "CLUSTER", "INFO"))
          .contains("cluster_state:ok", "cluster_slots_assigned:16384");
    }
  }

  private static String currentDatabase(Endpoint database, String scheme, String function)
      throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(scheme), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT " + function)) {
      result.next();
      return result.getString(1);
    }
  }
}
