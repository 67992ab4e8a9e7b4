package io.cloakroom.repository.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Makes a small pool of Cloakroom's own to the application's database: ten threads that hold all
 * connections of the application in transactions must not wait for an eleventh.
 */
public final class SessionPool {

  private static final long LEAST_TIMEOUT_MILLIS = 250;

  private SessionPool() {}

  /**
   * Makes a pool.
   *
   * @param application data source of the application; proxies of Spring are looked through
   * @param size how many connections at most
   * @param timeout in which a connection must be had
   * @return to be closed by its owner
   * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException if the database is away
   */
  public static HikariDataSource like(DataSource application, int size, Duration timeout) {
    DataSource target = target(application);
    HikariConfig config = new HikariConfig();
    HikariDataSource pool = hikari(target);
    if (pool == null) {
      config.setDataSource(target);
    } else {
      pool.copyStateTo(config);
      config.setMetricsTrackerFactory(null);
      config.setMetricRegistry(null);
      config.setHealthCheckRegistry(null);
      config.setRegisterMbeans(false);
      config.setReadOnly(false);
    }
    config.setPoolName("cloakroom");
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Math.max(LEAST_TIMEOUT_MILLIS, timeout.toMillis()));
    config.setValidationTimeout(Math.max(LEAST_TIMEOUT_MILLIS, timeout.toMillis()));
    config.setAutoCommit(true);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new HikariDataSource(config);
  }

  /**
   * Looks through Spring's proxies: one that knows of transactions would make a write part of the
   * application's.
   */
  public static DataSource target(DataSource dataSource) {
    DataSource current = dataSource;
    while (current instanceof DelegatingDataSource proxy && proxy.getTargetDataSource() != null) {
      current = proxy.getTargetDataSource();
    }
    return current;
  }

  private static @Nullable HikariDataSource hikari(DataSource dataSource) {
    try {
      return dataSource.isWrapperFor(HikariDataSource.class)
          ? dataSource.unwrap(HikariDataSource.class)
          : null;
    } catch (SQLException e) {
      return null;
    }
  }
}
