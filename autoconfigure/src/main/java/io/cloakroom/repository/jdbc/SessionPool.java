package io.cloakroom.repository.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.cloakroom.SessionStoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A few connections of Cloakroom's own to the application's database, so that sessions need not
 * wait for connections that the application's requests hold.
 *
 * <p>An application that uses HikariCP is asked for its configuration only. Connections of any
 * other data source are borrowed from it, and kept.
 */
public final class SessionPool extends DelegatingDataSource implements AutoCloseable {

  private static final int MIN_MILLIS = 250;

  private final HikariDataSource pool;

  private SessionPool(HikariDataSource pool) {
    super(pool);
    this.pool = pool;
  }

  /**
   * Makes a pool, and a first connection.
   *
   * @param application data source of the application, however it is wrapped
   * @param size how many connections at most
   * @param connectTimeout how long making a connection may take
   * @param commandTimeout how long to wait for a free connection, at least 250 ms
   * @throws SessionStoreUnavailableException if the first connection cannot be made
   */
  public static SessionPool of(
      DataSource application, int size, Duration connectTimeout, Duration commandTimeout) {
    HikariConfig config = new HikariConfig();
    DataSource target = unwrap(application);
    HikariDataSource hikari = hikari(target);
    if (hikari == null) {
      config.setDataSource(target);
    } else {
      hikari.copyStateTo(config);
    }
    config.setPoolName("cloakroom");
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setAutoCommit(true);
    config.setReadOnly(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setAllowPoolSuspension(false);
    config.setLeakDetectionThreshold(0);
    long command = Math.max(commandTimeout.toMillis(), MIN_MILLIS);
    config.setConnectionTimeout(command);
    config.setValidationTimeout(MIN_MILLIS);
    config.setInitializationFailTimeout(Math.max(connectTimeout.toMillis(), 1));
    String url = config.getJdbcUrl();
    if (url != null) {
      // Not as properties of the pool: it shares their object with the application's.
      timeouts(url, connectTimeout, commandTimeout)
          .forEach((name, value) -> config.setJdbcUrl(withParameter(config, name, value)));
    }
    try {
      return new SessionPool(new HikariDataSource(config));
    } catch (PoolInitializationException e) {
      throw new SessionStoreUnavailableException(
          "The database of the sessions could not be reached at start-up. Check that it runs, and spring.datasource.*",
          e);
    }
  }

  /**
   * Takes off what would make connections take part in the caller's transaction: that of Spring's
   * {@code TransactionAwareDataSourceProxy} would be committed with each statement.
   */
  static DataSource unwrap(DataSource dataSource) {
    DataSource target = dataSource;
    while (target instanceof DelegatingDataSource delegating
        && !(target instanceof SessionPool)
        && delegating.getTargetDataSource() != null) {
      target = delegating.getTargetDataSource();
    }
    return target;
  }

  /** Closes all connections. */
  @Override
  public void close() {
    pool.close();
  }

  private static @Nullable HikariDataSource hikari(DataSource dataSource) {
    try {
      return dataSource instanceof HikariDataSource hikari
          ? hikari
          : dataSource.isWrapperFor(HikariDataSource.class)
              ? dataSource.unwrap(HikariDataSource.class)
              : null;
    } catch (SQLException e) {
      return null;
    }
  }

  /**
   * A server that hangs must not hang those who connect to it. What the application set stays, and
   * each command gets a time-out of its own.
   */
  private static Map<String, String> timeouts(
      String url, Duration connectTimeout, Duration commandTimeout) {
    if (url.startsWith("jdbc:postgresql:")) {
      String connect = seconds(connectTimeout);
      return Map.of(
          "connectTimeout",
          connect,
          "loginTimeout",
          connect,
          "socketTimeout",
          seconds(commandTimeout));
    }
    if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
      return Map.of(
          "connectTimeout",
          Long.toString(connectTimeout.toMillis()),
          "socketTimeout",
          Long.toString(Math.max(commandTimeout.toMillis(), MIN_MILLIS)));
    }
    return Map.of();
  }

  private static String withParameter(HikariConfig config, String name, String value) {
    String url = config.getJdbcUrl();
    boolean set = url.contains(name + "=") || config.getDataSourceProperties().containsKey(name);
    return set ? url : url + (url.contains("?") ? "&" : "?") + name + "=" + value;
  }

  private static String seconds(Duration timeout) {
    return Long.toString(Math.max(1, timeout.plusMillis(999).toSeconds()));
  }
}
