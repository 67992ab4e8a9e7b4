package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of database says differently from the others. Statements that all understand are in
 * {@link SessionSql}.
 *
 * <p>In its texts, {@code {table}}, {@code {now}} and {@code {live}} stand for what {@link
 * SessionSql} puts there.
 */
abstract class Dialect {

  private static final int OLDEST_POSTGRESQL = 12;
  private static final int OLDEST_MYSQL = 8;
  private static final int OLDEST_MARIADB = 10;
  private static final int OLDEST_MARIADB_MINOR = 6;
  private static final int OLDEST_H2 = 2;

  /** Finds out what a database speaks. */
  static Dialect of(DatabaseMetaData database) throws SQLException {
    String product = database.getDatabaseProductName();
    String version = database.getDatabaseProductVersion();
    int major = database.getDatabaseMajorVersion();
    // MySQL's driver takes MariaDB for a MySQL.
    boolean mariadb = (product + version).toLowerCase(Locale.ROOT).contains("mariadb");
    Dialect dialect = mariadb ? MySqlDialect.mariadb() : named(product);
    boolean known =
        switch (dialect == null ? "" : dialect.product()) {
          case "PostgreSQL" -> major >= OLDEST_POSTGRESQL;
          case "MariaDB" ->
              major > OLDEST_MARIADB
                  || (major == OLDEST_MARIADB
                      && database.getDatabaseMinorVersion() >= OLDEST_MARIADB_MINOR)
                  // MySQL's driver sees the version that MariaDB pretends to replicate from.
                  || product.equals("MySQL");
          case "MySQL" -> major >= OLDEST_MYSQL;
          case "H2" -> major >= OLDEST_H2;
          default -> false;
        };
    if (dialect == null || !known) {
      throw new IllegalArgumentException(
          "Sessions cannot be kept in %s %s: use PostgreSQL 12, MariaDB 10.6, MySQL 8.0, H2 2.0 or newer"
              .formatted(product, version));
    }
    return dialect;
  }

  private static @Nullable Dialect named(String product) {
    return switch (product) {
      case "PostgreSQL" -> new PostgresDialect();
      case "MySQL" -> MySqlDialect.mysql();
      case "H2" -> new H2Dialect();
      default -> null;
    };
  }

  /** Returns the name that people know the database by. */
  abstract String product();

  /** Returns the folder of the migration scripts. */
  abstract String migrations();

  /** Returns the database's clock in epoch milliseconds, the same in all of one statement. */
  abstract String now();

  /** Returns the operator that divides integers. */
  String divide() {
    return "/";
  }

  /** Returns the clock in a place where {@link #returningNow} can pick it up. */
  String rememberedNow() {
    return now();
  }

  /** Turns a statement that writes one row at most into one that also says what its clock was. */
  abstract String returningNow(String write);

  /** Returns what to ask the driver for when such a statement is prepared. */
  int generatedKeys() {
    return Statement.NO_GENERATED_KEYS;
  }

  /** Returns what keeps an insertion from failing if the key exists; empty: it fails. */
  String unlessTaken() {
    return "";
  }

  /** Returns the placeholder for the text of attributes. */
  String attributes() {
    return ":attributes";
  }

  /** Returns one statement that touches sessions, given {@link #touches(SortedMap)}. */
  abstract String touch();

  /** Returns how {@link #touch()} takes keys, and how many milliseconds ago each was used. */
  Map<String, @Nullable Object> touches(SortedMap<SessionKey, Long> ago) {
    return Map.of(
        "keys", keys(List.copyOf(ago.keySet())), "agos", ago.values().toArray(Long[]::new));
  }

  /** Returns one statement that removes claimed sessions, given {@code :keys}. */
  abstract String forget();

  /**
   * Returns one statement that removes live sessions, given {@code :keys}, and returns their keys;
   * null if there is no such thing.
   */
  abstract @Nullable String delete();

  /** Returns one statement that claims expired sessions; null if there is no such thing. */
  @Nullable String claim() {
    return null;
  }

  /** Returns one statement that removes at most {@code :limit} of what is denied no more. */
  String purgeDenied() {
    return """
        DELETE FROM {table}_denied WHERE ends_at <= {now} AND name IN (
          SELECT name FROM {table}_denied WHERE ends_at <= {now} ORDER BY ends_at LIMIT :limit%s)"""
        .formatted(lockOfPurged());
  }

  /** Returns what keeps nodes that purge at the same time from waiting for each other. */
  String lockOfPurged() {
    return "";
  }

  /** Returns how {@code :keys} are given to this database. */
  Object keys(List<SessionKey> keys) {
    return keys.stream().map(SessionKey::value).toArray(String[]::new);
  }

  /** Returns when a session ends that was last used at a time. */
  static String expiry(String usedAt, String idle, String slack) {
    return expiry(usedAt, idle, slack, "ends_at");
  }

  /** Returns when a session ends that was last used at a time, and ends at another anyway. */
  static String expiry(String usedAt, String idle, String slack, String endsAt) {
    return "CASE WHEN %2$s > 0 THEN LEAST(%1$s + %2$s + %3$s, %4$s) ELSE %4$s END"
        .formatted(usedAt, idle, slack, endsAt);
  }
}
