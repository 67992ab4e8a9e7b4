package io.cloakroom.repository.jdbc;

import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How sessions are kept in a relational database.
 *
 * @param tableName letters, digits and underscores only
 * @param schemaName likewise; null for the connection's
 * @param expiryBucket time by which expired sessions are noticed together; more than zero. As long
 *     as ten touch-intervals, it saves PostgreSQL most updates of indexes
 * @param touches how exactly the last use is known
 * @param commandTimeout for each statement; more than zero
 */
public record JdbcStoreSettings(
    String tableName,
    @Nullable String schemaName,
    Duration expiryBucket,
    TouchPolicy touches,
    Duration commandTimeout) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,47}");

  /**
   * Checks the names, since they become part of statements.
   *
   * @throws IllegalArgumentException that names the setting and its value
   */
  public JdbcStoreSettings {
    check("table name", tableName);
    if (schemaName != null) {
      check("schema name", schemaName);
    }
  }

  /** Returns the table as statements name it. */
  String table() {
    return schemaName == null ? tableName : schemaName + "." + tableName;
  }

  private static void check(String what, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "The " + what + " must match " + NAME + ", was '" + value + "'");
    }
  }
}
