package io.cloakroom.repository.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/** What databases say differently. */
enum Dialect {
  H2("H2", "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)", "/", "?"),

  POSTGRESQL(
      "PostgreSQL",
      "CAST(extract(epoch FROM statement_timestamp()) * 1000 AS bigint)",
      "/",
      "CAST(? AS json)"),

  MARIADB(
      "MariaDB", "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000", "DIV", "?"),

  MYSQL("MySQL", "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000", "DIV", "?");

  private final String title;
  private final String now;
  private final String division;
  private final String json;

  Dialect(String title, String now, String division, String json) {
    this.title = title;
    this.now = now;
    this.division = division;
    this.json = json;
  }

  /**
   * Asks a database what it is.
   *
   * @throws IllegalStateException if Cloakroom does not know it
   */
  static Dialect of(Connection connection) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    String product = metaData.getDatabaseProductName();
    String version = metaData.getDatabaseProductVersion();
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "h2" -> H2;
      case "postgresql" -> POSTGRESQL;
      case "mariadb" -> MARIADB;
      // MySQL's driver says that of a MariaDB too.
      case "mysql" -> version.toLowerCase(Locale.ROOT).contains("mariadb") ? MARIADB : MYSQL;
      default ->
          throw new IllegalStateException(
              "Sessions can be kept in PostgreSQL, MariaDB, MySQL and H2, but this is %s %s: use one of those"
                  .formatted(product, version));
    };
  }

  /** Returns its name, for people. */
  String title() {
    return title;
  }

  /** Returns the milliseconds since 1970 by the database's clock, in whatever zone it believes. */
  String now() {
    return now;
  }

  /** Returns the operator that divides whole numbers. */
  String division() {
    return division;
  }

  /** Returns the placeholder of a JSON text. */
  String json() {
    return json;
  }

  /** Returns the folder of its scripts. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
