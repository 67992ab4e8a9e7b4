package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Executes statements on the table.
 *
 * @param dialect of the database
 * @param sql all statements
 * @param runner to run them on
 * @param unreadable is told of rows whose attributes cannot be read
 */
record SessionTable(
    Dialect dialect, SessionSql sql, StatementRunner runner, UnreadableRows unreadable) {

  /**
   * Writes one row at most.
   *
   * @return the database's clock; null if there was nothing to write
   */
  @Nullable Long write(
      Connection connection, NamedQuery query, Map<String, @Nullable Object> values)
      throws SQLException {
    try (PreparedStatement statement = query.prepare(connection, dialect.generatedKeys(), values)) {
      if (!statement.execute() && statement.getUpdateCount() == 0) {
        return null;
      }
      boolean generated = dialect.generatedKeys() == Statement.RETURN_GENERATED_KEYS;
      try (ResultSet now = generated ? statement.getGeneratedKeys() : statement.getResultSet()) {
        return now.next() ? (Long) now.getLong(1) : null;
      }
    }
  }

  /** Writes, and returns how many rows that hit. */
  static int execute(Connection connection, NamedQuery query, Map<String, @Nullable Object> values)
      throws SQLException {
    try (PreparedStatement statement =
        query.prepare(connection, Statement.NO_GENERATED_KEYS, values)) {
      return statement.executeUpdate();
    }
  }

  /** Reads one row, or none. */
  @Nullable SessionRow row(
      Connection connection, NamedQuery query, Map<String, @Nullable Object> values)
      throws SQLException {
    List<SessionRow> rows = rows(connection, query, values);
    return rows.isEmpty() ? null : rows.get(0);
  }

  /** Returns rows that a statement reads, or wrote. */
  List<SessionRow> rows(
      Connection connection, NamedQuery query, Map<String, @Nullable Object> values)
      throws SQLException {
    try (PreparedStatement statement =
            query.prepare(connection, Statement.NO_GENERATED_KEYS, values);
        ResultSet result = statement.executeQuery()) {
      List<SessionRow> rows = new ArrayList<>();
      while (result.next()) {
        SessionRow row = SessionRow.of(result);
        if (!row.isReadable()) {
          unreadable.report(row.session().key());
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** Returns keys that a statement reads, or wrote. */
  static List<SessionKey> keys(
      Connection connection, NamedQuery query, Map<String, @Nullable Object> values)
      throws SQLException {
    try (PreparedStatement statement =
            query.prepare(connection, Statement.NO_GENERATED_KEYS, values);
        ResultSet result = statement.executeQuery()) {
      List<SessionKey> keys = new ArrayList<>();
      while (result.next()) {
        keys.add(new SessionKey(result.getString(1)));
      }
      return keys;
    }
  }
}
