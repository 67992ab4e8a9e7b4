package io.cloakroom.autoconfigure;

import io.cloakroom.SessionStoreException;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.jdbc.JdbcSchema;
import io.cloakroom.repository.jdbc.JdbcSettings;
import io.cloakroom.repository.jdbc.SessionPool;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The database that the application has, with Cloakroom's tables in it.
 *
 * @param setting that asks for a database, and its value
 * @param jdbc how it is used
 * @param touches how long sessions are kept beyond their timeout
 */
record JdbcAccess(String setting, JdbcStoreProperties jdbc, TouchPolicy touches) {

  /**
   * Brings the tables up to date, and opens what works on them.
   *
   * @param marked data source that is for sessions
   * @param application those that are for anything
   */
  <T> T open(
      ObjectProvider<DataSource> marked,
      ObjectProvider<DataSource> application,
      BiFunction<DataSource, JdbcSettings, T> store) {
    JdbcSettings settings =
        new JdbcSettings(
            jdbc.getTableName(),
            jdbc.getSchemaName(),
            touches,
            jdbc.getExpiryBucket(),
            jdbc.getCommandTimeout());
    DataSource own = marked.getIfAvailable();
    DataSource dataSource = own == null ? unique(application) : own;
    boolean asItIs = own != null || jdbc.getPool() == JdbcStoreProperties.PoolMode.SHARED;
    try {
      new JdbcSchema(dataSource, settings).prepare(jdbc.getSchema());
      return store.apply(asItIs ? dataSource : pool(dataSource), settings);
    } catch (SessionStoreException | IllegalArgumentException e) {
      throw new StoreStartException(
          "%s, but its database cannot be used: %s (%s)"
              .formatted(setting, e.getMessage(), rootMessage(e)),
          "Start the database, or correct spring.datasource.* (url, username, password) and the rights of its user.",
          e);
    }
  }

  private SessionPool pool(DataSource application) {
    return SessionPool.of(
        application, jdbc.getPoolSize(), jdbc.getConnectTimeout(), jdbc.getCommandTimeout());
  }

  private DataSource unique(ObjectProvider<DataSource> application) {
    DataSource unique = application.getIfUnique();
    if (unique != null) {
      return unique;
    }
    if (application.stream().findAny().isEmpty()) {
      throw new StoreStartException(
          setting + ", but the application has no DataSource.",
          "Set spring.datasource.url, and add the database's JDBC driver to the dependencies (for example org.postgresql:postgresql).");
    }
    throw new StoreStartException(
        setting + ", and the application has several DataSource beans.",
        "Mark the one that sessions are to be kept in with @SessionDataSource, or one as @Primary.");
  }

  private static @Nullable String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
