package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ExpiryQueue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds expired rows by bucket, and skips those that another node is claiming. */
final class JdbcExpiryQueue implements ExpiryQueue {

  private final Database database;
  private final Statements statements;
  private final RowMapper rows;

  JdbcExpiryQueue(Database database, Statements statements, RowMapper rows) {
    this.database = database;
    this.statements = statements;
    this.rows = rows;
  }

  @Override
  public List<Expired> claim(int limit, Duration lease) {
    return database.inTransaction(
        "claim",
        connection -> {
          List<Expired> due = due(connection, limit);
          Batches.run(
              connection,
              statements.claim,
              due,
              (binding, expired) -> binding.number(lease.toMillis()).text(expired.key().value()));
          return due;
        });
  }

  @Override
  public void forget(Collection<SessionKey> claimed) {
    if (!claimed.isEmpty()) {
      List<SessionKey> ordered = claimed.stream().sorted().toList();
      database.inTransaction(
          "forget",
          connection ->
              Batches.run(
                  connection,
                  statements.forget,
                  ordered,
                  (binding, key) -> binding.text(key.value())));
    }
  }

  private List<Expired> due(Connection connection, int limit) throws SQLException {
    List<Expired> due = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(statements.due)) {
      statement.setInt(1, limit);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          SessionRecord session = rows.record(found);
          due.add(new Expired(session.key(), session));
        }
      }
    }
    return due;
  }
}
