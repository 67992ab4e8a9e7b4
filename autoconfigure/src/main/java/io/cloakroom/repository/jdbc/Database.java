package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionStoreException;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Lends connections for single operations, each on its own, whatever transaction the application is
 * in, and says what went wrong in the words of a session store.
 */
final class Database {

  private static final int TRIES = 3;
  private static final String CONNECTION_FAILED = "08";

  private final SQLExceptionTranslator translator = new SQLExceptionSubclassTranslator();
  private final DataSource dataSource;
  private final Duration timeout;
  private final String name;

  /**
   * Makes a database.
   *
   * @param dataSource for all connections
   * @param timeout for each answer
   * @param name for messages
   */
  Database(DataSource dataSource, Duration timeout, String name) {
    this.dataSource = dataSource;
    this.timeout = timeout;
    this.name = name;
  }

  /** Does something, each statement by itself. */
  <T> T run(String operation, Work<T> work) {
    return attempt(
        operation,
        connection -> {
          if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
          }
          return work.on(connection);
        });
  }

  /** Does something as a whole, or not at all. */
  <T> T inTransaction(String operation, Work<T> work) {
    return attempt(
        operation,
        connection -> {
          connection.setAutoCommit(false);
          try {
            T result = work.on(connection);
            connection.commit();
            return result;
          } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
          } finally {
            restore(connection);
          }
        });
  }

  private <T> T attempt(String operation, Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = dataSource.getConnection()) {
        return withDeadline(connection, work);
      } catch (SQLException e) {
        DataAccessException what = translator.translate(operation, null, e);
        if (!(what instanceof ConcurrencyFailureException) || attempt == TRIES) {
          throw failure(operation, e, what);
        }
      }
    }
  }

  /** A server that hangs must not hang the request: drivers wait for ever by default. */
  private <T> T withDeadline(Connection connection, Work<T> work) throws SQLException {
    int before;
    try {
      before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
    } catch (SQLFeatureNotSupportedException embeddedDatabase) {
      return work.on(connection);
    }
    try {
      return work.on(connection);
    } finally {
      if (!connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, before);
      }
    }
  }

  private SessionStoreException failure(
      String operation, SQLException cause, @Nullable DataAccessException what) {
    String state = cause.getSQLState();
    boolean unavailable =
        what instanceof TransientDataAccessException
            || what instanceof RecoverableDataAccessException
            || what instanceof DataAccessResourceFailureException
            || what instanceof NonTransientDataAccessResourceException
            || state == null
            || state.startsWith(CONNECTION_FAILED);
    return unavailable
        ? new SessionStoreUnavailableException(
            "%s did not do '%s' in time (%s): check that it runs and can be reached"
                .formatted(name, operation, cause.getMessage()),
            cause)
        : new SessionStoreRejectedException(
            "%s refused '%s' (%s): check the table, the user's rights and the free space"
                .formatted(name, operation, cause.getMessage()),
            cause);
  }

  private static void rollback(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** A pool may hand this connection to somebody who relies on it. */
  private static void restore(Connection connection) throws SQLException {
    if (!connection.isClosed()) {
      connection.setAutoCommit(true);
    }
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {

    T on(Connection connection) throws SQLException;
  }
}
