package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.PrincipalHash;
import io.cloakroom.repository.RevocationStore.Denial;
import io.cloakroom.repository.RevocationStore.Reader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some of the rows of what is denied, in the order of their time and name.
 *
 * @param readAt by the database's clock
 * @param rows how many there were
 * @param lastAt time of the last one
 * @param lastName of the last one
 */
record DeniedPage(long readAt, int rows, long lastAt, String lastName) {

  /** What the name of a principal begins with; it is no digit of a session's. */
  static final String PRINCIPAL = "p:";

  static DeniedPage read(
      Connection connection, NamedQuery query, Map<String, @Nullable Object> values, Reader reader)
      throws SQLException {
    try (PreparedStatement statement =
            query.prepare(connection, Statement.NO_GENERATED_KEYS, values);
        ResultSet result = statement.executeQuery()) {
      DeniedPage page = new DeniedPage(0, 0, 0, "");
      while (result.next()) {
        page = page.with(result);
        tell(result, reader);
      }
      return page;
    }
  }

  /** The database may return the rows of a union in any order. */
  private DeniedPage with(ResultSet row) throws SQLException {
    String name = row.getString("name");
    long at = row.getLong("denied_at");
    boolean later = at > lastAt || (at == lastAt && name.compareTo(lastName) > 0);
    return new DeniedPage(
        row.getLong("read_at"),
        name.isEmpty() ? rows : rows + 1,
        later ? at : lastAt,
        later ? name : lastName);
  }

  private static void tell(ResultSet row, Reader reader) throws SQLException {
    String name = row.getString("name");
    Duration remaining = Duration.ofMillis(row.getLong("ends_at") - row.getLong("read_at"));
    SessionKey session = SessionKey.parse(name);
    if (session != null) {
      reader.session(session, remaining);
    } else if (name.startsWith(PRINCIPAL)) {
      reader.principal(
          new PrincipalHash(name.substring(PRINCIPAL.length())), denial(row), remaining);
    }
  }

  static Denial denial(ResultSet row) throws SQLException {
    return new Denial(
        row.getLong("epoch"),
        SessionKey.parse(row.getString("spared")),
        row.getLong("spared_from"));
  }
}
