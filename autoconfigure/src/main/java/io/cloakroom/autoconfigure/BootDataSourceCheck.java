package io.cloakroom.autoconfigure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Stops an application whose {@code spring.datasource.*} cannot give a DataSource, since a missing
 * driver is a page of stack trace otherwise. No message holds the URL, which may hold a password.
 */
final class BootDataSourceCheck {

  private static final String URL = "spring.datasource.url";
  private static final String EXAMPLE = "for example jdbc:postgresql://localhost/shop";

  private BootDataSourceCheck() {}

  static void check(Environment environment, @Nullable ClassLoader loader) {
    String url = property(environment, URL);
    if (url == null) {
      if (EmbeddedDatabaseConnection.get(loader) == EmbeddedDatabaseConnection.NONE) {
        throw new StoreStartException(
            "cloakroom.store is jdbc, but " + URL + " is not set.",
            "Set "
                + URL
                + " ("
                + EXAMPLE
                + "), username and password, and have the database's JDBC driver among the dependencies.");
      }
      return;
    }
    if (!url.startsWith("jdbc:")) {
      throw new StoreStartException(
          "cloakroom.store is jdbc, but " + URL + " does not start with jdbc:.",
          "Set " + URL + " to a JDBC URL, " + EXAMPLE + ".");
    }
    DatabaseDriver database = DatabaseDriver.fromJdbcUrl(url);
    String named = property(environment, "spring.datasource.driver-class-name");
    String driver = named == null ? database.getDriverClassName() : named;
    if (driver != null && !ClassUtils.isPresent(driver, loader)) {
      throw new StoreStartException(
          "cloakroom.store is jdbc, but the JDBC driver " + driver + " is missing.",
          named == null
              ? "Add the dependency " + dependency(database) + ", or correct " + URL + "."
              : "Add the dependency that holds it, or remove spring.datasource.driver-class-name.");
    }
  }

  private static @Nullable String property(Environment environment, String name) {
    String value = environment.getProperty(name);
    return value == null || value.isBlank() ? null : value;
  }

  private static String dependency(DatabaseDriver database) {
    return switch (database) {
      case POSTGRESQL -> "org.postgresql:postgresql";
      case MARIADB -> "org.mariadb.jdbc:mariadb-java-client";
      case MYSQL -> "com.mysql:mysql-connector-j";
      case H2 -> "com.h2database:h2";
      default -> "that holds it, for " + database.name().toLowerCase(Locale.ROOT);
    };
  }
}
