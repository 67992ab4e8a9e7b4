package io.cloakroom.repository.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement with parameters by name, since some occur several times.
 *
 * @param sql as JDBC takes it
 * @param names of the parameters, in order
 */
record NamedQuery(String sql, List<String> names) {

  // Not preceded by a colon: PostgreSQL casts with two of them.
  private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]\\w*)");

  static NamedQuery parse(String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = PARAMETER.matcher(text);
    String sql =
        matcher.replaceAll(
            match -> {
              names.add(match.group(1));
              return "?";
            });
    return new NamedQuery(sql, List.copyOf(names));
  }

  PreparedStatement prepare(
      Connection connection, int generatedKeys, Map<String, @Nullable Object> values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql, generatedKeys);
    try {
      for (int i = 0; i < names.size(); i++) {
        bind(statement, i + 1, values.get(names.get(i)));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.BIGINT);
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Text text) {
      statement.setString(index, text.value());
    } else if (value instanceof Object[] elements) {
      String type = elements instanceof Long[] ? "bigint" : "varchar";
      Array array = statement.getConnection().createArrayOf(type, elements);
      statement.setArray(index, array);
    } else {
      statement.setString(index, (String) value);
    }
  }

  /**
   * Text that may be null, which a database must be told the type of.
   *
   * @param value text or null
   */
  record Text(@Nullable String value) {}
}
