package io.cloakroom.repository.jdbc;

import io.cloakroom.repository.SessionCatalog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the table; only live sessions are counted. */
record JdbcSessionCatalog(SessionTable table) implements SessionCatalog {

  @Override
  public long count() {
    return Long.parseLong(column("count", table.sql().count()).get(0));
  }

  @Override
  public Set<String> principals() {
    return new HashSet<>(column("list principals", table.sql().principals()));
  }

  private List<String> column(String operation, NamedQuery query) {
    return table.runner().run(operation, connection -> column(connection, query));
  }

  private static List<String> column(Connection connection, NamedQuery query) throws SQLException {
    try (PreparedStatement statement =
            query.prepare(connection, Statement.NO_GENERATED_KEYS, Map.of());
        ResultSet result = statement.executeQuery()) {
      List<String> values = new ArrayList<>();
      while (result.next()) {
        values.add(result.getString(1));
      }
      return values;
    }
  }
}
