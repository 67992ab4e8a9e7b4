package io.cloakroom.repository.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a statement, one after another. */
final class Binding {

  private final PreparedStatement statement;
  private int bound;

  private Binding(PreparedStatement statement) {
    this.statement = statement;
  }

  static Binding of(PreparedStatement statement) {
    return new Binding(statement);
  }

  Binding text(@Nullable String value) throws SQLException {
    bound++;
    if (value == null) {
      statement.setNull(bound, Types.VARCHAR);
    } else {
      statement.setString(bound, value);
    }
    return this;
  }

  Binding number(long value) throws SQLException {
    bound++;
    statement.setLong(bound, value);
    return this;
  }
}
