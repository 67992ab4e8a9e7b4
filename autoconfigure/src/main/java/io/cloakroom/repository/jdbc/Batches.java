package io.cloakroom.repository.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Sends one statement for many rows. */
final class Batches {

  private Batches() {}

  /** Returns for each element how many rows it hit. */
  static <T> int[] run(Connection connection, String sql, Collection<T> elements, Binder<T> binder)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T element : elements) {
        binder.bind(Binding.of(statement), element);
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  /** Binds an element. */
  @FunctionalInterface
  interface Binder<T> {

    Binding bind(Binding binding, T element) throws SQLException;
  }
}
