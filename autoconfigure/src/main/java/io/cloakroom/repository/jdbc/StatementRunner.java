package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionStoreException;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Runs work on a connection of its own, outside any transaction of the caller, and says what went
 * wrong in the terms of the store's contract.
 */
final class StatementRunner {

  private static final int ATTEMPTS = 4;
  private static final SQLExceptionTranslator TRANSLATOR = new SQLExceptionSubclassTranslator();

  private final DataSource dataSource;
  private final String store;
  private final int timeoutMillis;

  /**
   * Makes a runner.
   *
   * @param store what to call the database in messages
   * @param timeout after which the connection is given up, whatever the server does
   */
  StatementRunner(DataSource dataSource, String store, Duration timeout) {
    this.dataSource = dataSource;
    this.store = store;
    this.timeoutMillis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
  }

  /** What to do with a connection that commits each statement by itself. */
  @FunctionalInterface
  interface Work<T> {

    /** Does it. May be called again, if the database undid what it did. */
    @Nullable T on(Connection connection) throws SQLException;
  }

  /**
   * Runs work.
   *
   * @param operation what to call it in messages
   */
  <T> @Nullable T runOrNull(String operation, Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = dataSource.getConnection()) {
        return withDeadline(connection, work);
      } catch (SQLException e) {
        // A deadlock: this one lost, so nothing of it was written.
        if (!isConflict(e) || attempt == ATTEMPTS) {
          throw failure(operation, e);
        }
      }
    }
  }

  /** Runs work that never comes out as null. */
  <T> T run(String operation, Work<T> work) {
    return Objects.requireNonNull(runOrNull(operation, work), operation);
  }

  /** Runs work that is one transaction. */
  static <T> @Nullable T inTransaction(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.on(connection);
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException | RuntimeException e) {
      undo(connection, e);
      throw e;
    }
  }

  static boolean isDuplicateKey(SQLException e) {
    return translated("insert", e) instanceof DuplicateKeyException;
  }

  private <T> @Nullable T withDeadline(Connection connection, Work<T> work) throws SQLException {
    // Asks the driver only. Setting what is set already would be a round trip on MySQL.
    if (!connection.getAutoCommit()) {
      connection.setAutoCommit(true);
    }
    int before;
    try {
      before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, timeoutMillis);
    } catch (SQLFeatureNotSupportedException none) {
      // A driver without it must have a time-out of its own.
      return work.on(connection);
    }
    try {
      return work.on(connection);
    } finally {
      // The pool may be the application's, and not every pool cleans up.
      if (!connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, before);
      }
    }
  }

  private static void undo(Connection connection, Exception failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private SessionStoreException failure(String operation, SQLException e) {
    DataAccessException translated = translated(operation, e);
    boolean unavailable =
        translated instanceof NonTransientDataAccessResourceException
            || translated instanceof TransientDataAccessException
            || translated instanceof RecoverableDataAccessException;
    if (unavailable) {
      return new SessionStoreUnavailableException(
          "%s did not answer in time to '%s'. Check that it runs, can be reached and is not overloaded; cloakroom.jdbc has the time-outs and the size of the pool"
              .formatted(store, operation),
          e);
    }
    return new SessionStoreRejectedException(
        "%s refused '%s' (SQL state %s). See the cause; the table must be as Cloakroom's migrations make it, and the user must have SELECT, INSERT, UPDATE and DELETE on it"
            .formatted(store, operation, e.getSQLState()),
        e);
  }

  private static boolean isConflict(SQLException e) {
    return translated("retry", e) instanceof ConcurrencyFailureException
        || isH2Conflict(e)
        || isMariaDbConflict(e);
  }

  private static boolean isH2Conflict(SQLException e) {
    return "90131".equals(e.getSQLState());
  }

  /** "Record has changed since last read", from a snapshot under REPEATABLE READ. */
  private static boolean isMariaDbConflict(SQLException e) {
    return e.getErrorCode() == 1020 && "HY000".equals(e.getSQLState());
  }

  private static @Nullable DataAccessException translated(String operation, SQLException e) {
    return TRANSLATOR.translate(operation, null, e);
  }
}
