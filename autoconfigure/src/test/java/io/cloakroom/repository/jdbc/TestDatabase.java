package io.cloakroom.repository.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cloakroom.testing.Endpoint;
import javax.sql.DataSource;

/** A database with the table in it, and two nodes that keep sessions there. */
record TestDatabase(
    DataSource dataSource, JdbcSessionRepository repository, JdbcSessionRepository otherNode) {

  static TestDatabase h2(String name) {
    return at("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "");
  }

  static TestDatabase at(Endpoint server, String scheme) {
    return at(server.jdbcUrl(scheme), server.user(), server.password());
  }

  private static TestDatabase at(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(16);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    HikariDataSource pool = new HikariDataSource(config);
    Runtime.getRuntime().addShutdownHook(new Thread(pool::close));
    new JdbcSchema(pool, JdbcRepositoryTests.SETTINGS).apply(SchemaMode.MIGRATE);
    return new TestDatabase(pool, node(pool), node(pool));
  }

  private static JdbcSessionRepository node(DataSource dataSource) {
    return new JdbcSessionRepository(dataSource, JdbcRepositoryTests.SETTINGS, () -> {});
  }
}
