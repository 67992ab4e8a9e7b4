package io.cloakroom.repository.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.revocation.PolledRevocations;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.FaultProxy;
import io.cloakroom.testing.TestServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two nodes and a PostgreSQL that can be away: what requests cost, and what becomes of them. */
class PostgresPolledRevocationsTests {

  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final Duration RETENTION = Duration.ofMinutes(20);
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final SessionKey session = SessionId.random().key();
  private FaultProxy proxy;
  private CountingDataSource counting;
  private JdbcRevocationStore store;
  private JdbcRevocationStore otherStore;

  @BeforeEach
  void start() {
    Endpoint server = TestServers.freshPostgres();
    DriverManagerDataSource direct =
        new DriverManagerDataSource(server.jdbcUrl("postgresql"), server.user(), server.password());
    JdbcSettings settings = JdbcSettings.of(SampleSessions.TOUCHES, TIMEOUT);
    new JdbcSchema(direct, settings).prepare(SchemaMode.MIGRATE);
    proxy = new FaultProxy(server);
    DriverManagerDataSource remote =
        new DriverManagerDataSource(
            "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + server.database(),
            server.user(),
            server.password());
    counting = new CountingDataSource(direct);
    store =
        new JdbcRevocationStore(
            SessionPool.of(remote, 2, Duration.ofSeconds(1), TIMEOUT), settings);
    otherStore = new JdbcRevocationStore(counting, settings);
  }

  @AfterEach
  void stop() {
    proxy.close();
    store.close();
    otherStore.close();
  }

  @Test
  void requestsCostNothingAndAPollIsOneStatement() {
    PolledRevocations node = node(otherStore, Duration.ofMinutes(10));
    node.revoke(SessionId.random().key());
    node.refresh();

    assertThat(
            counting.during(
                () -> {
                  for (int i = 0; i < 10_000; i++) {
                    assertThat(node.isRevoked(session, "alice", 0)).isFalse();
                  }
                }))
        .isEmpty();
    assertThat(counting.during(node::refresh)).isEqualTo(List.of("executeQuery"));
    assertThat(counting.during(() -> node.epoch("alice"))).isEqualTo(List.of("executeQuery"));
  }

  @Test
  void otherNodeKnowsWithinTheDelay() {
    try (PolledRevocations one = node(store, DELAY);
        PolledRevocations other = node(otherStore, DELAY)) {
      other.refresh();
      other.start();
      assertThat(other.isRevoked(session, null, 0)).isFalse();

      one.revoke(session);

      long began = System.nanoTime();
      await().pollInterval(Duration.ofMillis(5)).until(() -> other.isRevoked(session, null, 0));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(DELAY.plus(SLACK));
    }
  }

  @Test
  void databaseThatHangsStopsRequestsAfterTheDelayAndLetsThemGoOnAfterwards() {
    try (PolledRevocations node = node(store, DELAY)) {
      node.refresh();
      node.start();
      proxy.stall();

      await()
          .atMost(DELAY.plus(SLACK).plus(TIMEOUT))
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(
              () -> {
                long began = System.nanoTime();
                assertThatExceptionOfType(SessionStoreUnavailableException.class)
                    .isThrownBy(() -> node.isRevoked(session, null, 0));
                // The pool has a time-out, and so has the statement.
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(TIMEOUT.multipliedBy(2).plus(SLACK));
              });

      proxy.cut();
      proxy.heal();
      await()
          .atMost(Duration.ofSeconds(10))
          .ignoreExceptions()
          .until(() -> !node.isRevoked(session, null, 0));
    }
  }

  private static PolledRevocations node(JdbcRevocationStore store, Duration delay) {
    return new PolledRevocations(store, delay, RETENTION, TIMEOUT);
  }
}
