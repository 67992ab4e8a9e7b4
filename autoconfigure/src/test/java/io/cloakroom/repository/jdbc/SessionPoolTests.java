package io.cloakroom.repository.jdbc;

import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.FaultProxy;
import io.cloakroom.testing.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

class SessionPoolTests {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofMillis(500);

  @Test
  void connectionsCommitByThemselvesAndReadWhatIsCommitted() throws SQLException {
    try (HikariDataSource application = new HikariDataSource()) {
      application.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
      application.setReadOnly(true);
      application.setAutoCommit(false);
      application.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
      try (SessionPool pool = SessionPool.of(application, 2, SECOND, SECOND);
          Connection connection = pool.getConnection()) {
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(connection.getTransactionIsolation())
            .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        assertThat(connection.isReadOnly()).isFalse();
        assertThat(pool.unwrap(HikariDataSource.class).getPoolName()).isEqualTo("cloakroom");
      }
    }
  }

  @Test
  void poolLeavesThatOfTheApplicationAlone() throws SQLException {
    try (TestDatabase database = TestDatabase.h2()) {
      HikariDataSource application = database.dataSource();
      try (SessionPool pool =
              SessionPool.of(
                  new LazyConnectionDataSourceProxy(
                      new TransactionAwareDataSourceProxy(application)),
                  2,
                  SECOND,
                  SECOND);
          Connection connection = pool.getConnection()) {
        assertThat(connection.isValid(1)).isTrue();
        assertThat(application.getMaximumPoolSize()).isEqualTo(10);
        assertThat(application.getPoolName()).isNotEqualTo("cloakroom");
        assertThat(application.getHikariPoolMXBean().getActiveConnections()).isZero();
      }
      application.getConnection().close();
      assertThat(application.isClosed()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mariadb"})
  void applicationsOwnConnectionsKeepTheirTimeouts(String scheme) throws SQLException {
    Endpoint server =
        scheme.equals("mariadb") ? TestServers.freshMariadb() : TestServers.freshPostgres();
    try (HikariDataSource application = application(server.jdbcUrl(scheme), server)) {
      try (SessionPool pool = SessionPool.of(application, 2, SECOND, SECOND);
          Connection ours = pool.getConnection();
          Connection theirs = application.getConnection()) {
        assertThat(ours.getNetworkTimeout()).isEqualTo(1000);
        assertThat(theirs.getNetworkTimeout()).isZero();
      }
    }
  }

  @Test
  void otherDataSourceIsPooled() {
    DriverManagerDataSource plain =
        new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    new JdbcSchema(plain, TestDatabase.SETTINGS).prepare(SchemaMode.MIGRATE);
    try (JdbcSessionRepository repository =
        new JdbcSessionRepository(
            SessionPool.of(plain, 2, SECOND, SECOND), TestDatabase.SETTINGS)) {
      assertThat(repository.insert(session(Map.of("a", json(1))))).isNotNull();
    }
  }

  @Test
  void databaseThatIsAwayFailsTheStart() {
    DriverManagerDataSource away = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/x");
    assertThatThrownBy(() -> SessionPool.of(away, 2, SECOND, SECOND))
        .isInstanceOf(SessionStoreUnavailableException.class);
  }

  @Test
  void otherDatabasesAreRefused() {
    assertThatThrownBy(
            () -> new JdbcSessionRepository(new OracleDataSource(), TestDatabase.SETTINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Oracle 23")
        .hasMessageContaining("PostgreSQL")
        .hasMessageContaining("MariaDB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mariadb"})
  void serverThatHangsIsGivenUpInTimeAndComesBack(String scheme) {
    Endpoint server =
        scheme.equals("mariadb") ? TestServers.freshMariadb() : TestServers.freshPostgres();
    try (FaultProxy proxy = new FaultProxy(server);
        HikariDataSource direct = application(server.jdbcUrl(scheme), server);
        HikariDataSource application =
            application(
                "jdbc:%s://127.0.0.1:%d/%s".formatted(scheme, proxy.port(), server.database()),
                server)) {
      new JdbcSchema(direct, TestDatabase.SETTINGS).prepare(SchemaMode.MIGRATE);
      try (JdbcSessionRepository repository =
          new JdbcSessionRepository(
              SessionPool.of(application, 3, SECOND, DEADLINE),
              JdbcSettings.of(SampleSessions.TOUCHES, DEADLINE))) {
        SessionRecord base =
            Objects.requireNonNull(repository.insert(session(Map.of("a", json(1)))));

        proxy.stall();
        for (int i = 0; i < 3; i++) {
          long began = System.nanoTime();
          assertThatThrownBy(() -> repository.find(base.key()))
              .isInstanceOf(SessionStoreUnavailableException.class)
              .hasMessageContaining("127.0.0.1:" + proxy.port())
              .hasMessageContaining("'find'");
          assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        }

        proxy.heal();
        Awaitility.await()
            .ignoreExceptionsInstanceOf(SessionStoreUnavailableException.class)
            .until(() -> repository.find(base.key()) != null);

        proxy.cut();
        Awaitility.await()
            .ignoreExceptionsInstanceOf(SessionStoreUnavailableException.class)
            .until(() -> repository.find(base.key()) != null);
      }
    }
  }

  @Test
  void parametersOfTheUrlAreInNoMessage() {
    Endpoint server = TestServers.freshPostgres();
    String url =
        "%s?user=%s&password=%s&ApplicationName=very-secret"
            .formatted(server.jdbcUrl("postgresql"), server.user(), server.password());
    try (JdbcSessionRepository repository =
        new JdbcSessionRepository(
            SessionPool.of(new DriverManagerDataSource(url), 1, SECOND, SECOND),
            TestDatabase.SETTINGS)) {
      assertThatThrownBy(() -> repository.find(session(Map.of()).key()))
          .hasMessageContaining(server.host() + ":" + server.port())
          .hasMessageNotContaining("very-secret")
          .hasMessageNotContaining("user=");
    }
  }

  private static HikariDataSource application(String url, Endpoint server) {
    HikariDataSource dataSource = new HikariDataSource();
    dataSource.setJdbcUrl(url);
    dataSource.setUsername(server.user());
    dataSource.setPassword(server.password());
    return dataSource;
  }
}
