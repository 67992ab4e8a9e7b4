package io.cloakroom.repository.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Writes what must not be there yet. */
final class Duplicates {

  private static final SQLExceptionTranslator TRANSLATOR = new SQLExceptionSubclassTranslator();

  private Duplicates() {}

  /** Returns whether the statement hit a row; false if the key that it writes is taken. */
  static boolean areRefused(PreparedStatement statement) throws SQLException {
    try {
      return statement.executeUpdate() > 0;
    } catch (SQLException e) {
      if (TRANSLATOR.translate("insert", null, e) instanceof DuplicateKeyException) {
        return false;
      }
      throw e;
    }
  }
}
