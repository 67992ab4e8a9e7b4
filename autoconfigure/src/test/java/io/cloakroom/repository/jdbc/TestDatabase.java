package io.cloakroom.repository.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An application's data source, of ten connections, to a database of its own. */
final class TestDatabase implements AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(20);
  static final JdbcSettings SETTINGS = JdbcSettings.of(SampleSessions.TOUCHES, TIMEOUT);

  private final HikariDataSource dataSource;

  private TestDatabase(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(10);
    config.setMinimumIdle(0);
    this.dataSource = new HikariDataSource(config);
  }

  static TestDatabase h2() {
    return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  }

  static TestDatabase postgres() {
    return of("postgresql", TestServers.freshPostgres());
  }

  static TestDatabase mariadb() {
    return of("mariadb", TestServers.freshMariadb());
  }

  static TestDatabase mysql() {
    return of("mysql", TestServers.freshMysql());
  }

  private static TestDatabase of(String scheme, Endpoint server) {
    return new TestDatabase(server.jdbcUrl(scheme), server.user(), server.password());
  }

  HikariDataSource dataSource() {
    return dataSource;
  }

  /** Creates the table. */
  TestDatabase migrated() {
    new JdbcSchema(dataSource, SETTINGS).prepare(SchemaMode.MIGRATE);
    return this;
  }

  /** Returns a node with a pool of its own. */
  JdbcSessionRepository node() {
    return node(TIMEOUT);
  }

  JdbcSessionRepository node(Duration commandTimeout) {
    return new JdbcSessionRepository(
        SessionPool.of(dataSource, 5, TIMEOUT, commandTimeout),
        JdbcSettings.of(SampleSessions.TOUCHES, commandTimeout));
  }

  /** Returns a node's way to what is denied, with a pool of its own. */
  JdbcRevocationStore revocations() {
    return new JdbcRevocationStore(SessionPool.of(dataSource, 5, TIMEOUT, TIMEOUT), SETTINGS);
  }

  JdbcClient client() {
    return JdbcClient.create(dataSource);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
