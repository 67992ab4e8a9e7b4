package io.cloakroom.repository.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings the table into being, by Flyway, with a history table of its own beside it, so that the
 * application's own migrations are not concerned, whatever tool they use.
 */
public final class JdbcSchema {

  private static final String SCRIPTS = "classpath:io/cloakroom/repository/jdbc/migration/";
  private static final int TRIES = 3;

  private final Flyway flyway;
  private final String table;

  /**
   * Prepares, and changes nothing yet.
   *
   * @param dataSource with the right to create tables, if it is to migrate
   * @param settings name the table
   * @throws IllegalStateException if the database does not answer, or is of an unknown kind
   */
  public JdbcSchema(DataSource dataSource, JdbcStoreSettings settings) {
    this.table = settings.table();
    FluentConfiguration configuration =
        Flyway.configure(JdbcSchema.class.getClassLoader())
            .dataSource(dataSource)
            .locations(SCRIPTS + dialect(dataSource).folder())
            .table(settings.tableName() + "_history")
            .placeholders(Map.of("table", settings.tableName()))
            .baselineOnMigrate(true)
            .baselineVersion("0");
    if (settings.schemaName() != null) {
      configuration.defaultSchema(settings.schemaName());
    }
    this.flyway = configuration.load();
  }

  /**
   * Does what the mode says.
   *
   * @throws IllegalStateException if the table is not up to date and must be
   * @throws FlywayException if it cannot be brought up to date
   */
  public void apply(SchemaMode mode) {
    switch (mode) {
      case MIGRATE -> migrate();
      case VALIDATE -> validate();
      case NONE -> {
        // Somebody else takes care of it.
      }
    }
  }

  /** Several nodes that start on an empty database get in each other's way, but not for long. */
  private void migrate() {
    for (int attempt = 1; ; attempt++) {
      try {
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private void validate() {
    MigrationInfo[] pending = flyway.info().pending();
    if (pending.length > 0) {
      throw new IllegalStateException(
          "Table %s is not up to date, version %s is missing: set cloakroom.jdbc.schema=migrate once, or run the scripts below %s"
              .formatted(
                  table, Arrays.stream(pending).map(MigrationInfo::getVersion).toList(), SCRIPTS));
    }
    flyway.validate();
  }

  private static Dialect dialect(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return Dialect.of(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
    }
  }
}
