package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.PrincipalHash;
import io.cloakroom.repository.PrincipalIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds sessions by the hash of their principal, so that no collation takes two for one. A lock
 * that nobody gave back stays as a row of a few bytes until it is next taken.
 */
record JdbcPrincipalIndex(SessionTable table) implements PrincipalIndex {

  @Override
  public List<SessionKey> find(String principal) {
    Map<String, @Nullable Object> values = Map.of("hash", hash(principal));
    return table
        .runner()
        .run(
            "find by principal",
            connection -> SessionTable.keys(connection, table.sql().findByPrincipal(), values));
  }

  @Override
  public List<SessionRecord> read(String principal) {
    Map<String, @Nullable Object> values = Map.of("hash", hash(principal));
    return table
        .runner()
        .run(
            "read by principal",
            connection -> table.rows(connection, table.sql().readByPrincipal(), values))
        .stream()
        .map(SessionRow::session)
        .toList();
  }

  @Override
  public boolean lock(String principal, String owner, Duration lease) {
    Map<String, @Nullable Object> values =
        Map.of("hash", hash(principal), "owner", owner, "lease", StoreMillis.of(lease));
    return table.runner().run("lock principal", connection -> lock(connection, values));
  }

  @Override
  public boolean unlock(String principal, String owner) {
    Map<String, @Nullable Object> values = Map.of("hash", hash(principal), "owner", owner);
    return table
        .runner()
        .run(
            "unlock principal",
            connection ->
                SessionTable.execute(connection, table.sql().unlockPrincipal(), values) == 1);
  }

  private boolean lock(Connection connection, Map<String, @Nullable Object> values)
      throws SQLException {
    try {
      if (SessionTable.execute(connection, table.sql().lockPrincipal(), values) == 1) {
        return true;
      }
    } catch (SQLException e) {
      if (!StatementRunner.isDuplicateKey(e)) {
        throw e;
      }
    }
    return SessionTable.execute(connection, table.sql().takeLock(), values) == 1;
  }

  static String hash(String principal) {
    return PrincipalHash.of(principal).value();
  }
}
