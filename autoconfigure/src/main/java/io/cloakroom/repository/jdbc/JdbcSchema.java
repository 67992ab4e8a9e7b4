package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionStoreRejectedException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Creates the table and keeps it up to date, by migrations of its own beside whatever else the
 * application's schema holds.
 *
 * <p>Its history is in a table of its own, {@code cloakroom_schema_history} or, if the session
 * table is not the default one, {@code <table>_schema_history}. It neither reads nor writes that of
 * the application's Flyway.
 */
public final class JdbcSchema {

  private static final int ATTEMPTS = 3;
  private static final int LONGEST_PAUSE = 400;

  private final DataSource dataSource;
  private final JdbcSettings settings;

  /**
   * Makes an object that has not looked at the database yet.
   *
   * @param dataSource of the application, rather than a {@link SessionPool}, whose time-outs are
   *     too short for this
   * @param settings of the table
   */
  public JdbcSchema(DataSource dataSource, JdbcSettings settings) {
    this.dataSource = SessionPool.unwrap(dataSource);
    this.settings = settings;
  }

  /**
   * Does what the mode says. Any number of nodes may do so at once.
   *
   * @throws io.cloakroom.SessionStoreUnavailableException if the database cannot be reached
   * @throws SessionStoreRejectedException if the table cannot be brought up to date, or is not
   *     although it should be
   * @throws IllegalArgumentException if the database is not supported
   */
  public void prepare(SchemaMode mode) {
    if (mode == SchemaMode.NONE) {
      return;
    }
    DatabaseIdentity database = DatabaseIdentity.of(dataSource);
    Flyway flyway = flyway(database);
    if (mode == SchemaMode.MIGRATE) {
      migrate(flyway, database);
    } else {
      validate(flyway, database);
    }
  }

  private void migrate(Flyway flyway, DatabaseIdentity database) {
    for (int attempt = 1; ; attempt++) {
      try {
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        // Of several nodes that begin on an empty database, some lose a race.
        if (attempt == ATTEMPTS) {
          throw new SessionStoreRejectedException(
              "The table '%s' in %s could not be brought up to date. See the cause; or apply the scripts in io/cloakroom/repository/jdbc/migration yourself and set cloakroom.jdbc.schema to none"
                  .formatted(settings.table(), database.store()),
              e);
        }
        pause();
      }
    }
  }

  private void validate(Flyway flyway, DatabaseIdentity database) {
    MigrationInfo[] pending = flyway.info().pending();
    if (pending.length > 0) {
      String names =
          Arrays.stream(pending)
              .map(migration -> "V" + migration.getVersion() + " " + migration.getDescription())
              .collect(Collectors.joining(", "));
      throw new SessionStoreRejectedException(
          "The table '%s' in %s is not up to date, pending: %s. Set cloakroom.jdbc.schema to migrate once, or apply the scripts in io/cloakroom/repository/jdbc/migration/%s and set it to none"
              .formatted(
                  settings.table(), database.store(), names, database.dialect().migrations()),
          null);
    }
    try {
      flyway.validate();
    } catch (FlywayException e) {
      throw new SessionStoreRejectedException(
          "The history of the table '%s' in %s is not that of this version of Cloakroom. See the cause"
              .formatted(settings.table(), database.store()),
          e);
    }
  }

  private Flyway flyway(DatabaseIdentity database) {
    FluentConfiguration configuration =
        Flyway.configure(JdbcSchema.class.getClassLoader())
            .dataSource(dataSource)
            .locations(
                "classpath:io/cloakroom/repository/jdbc/migration/"
                    + database.dialect().migrations())
            .table(historyTable())
            // The application's own tables may be there already.
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .placeholders(Map.of("table", database.qualified(settings), "name", settings.table()));
    if (settings.schema() != null) {
      configuration.defaultSchema(settings.schema()).schemas(settings.schema());
    }
    return configuration.load();
  }

  private String historyTable() {
    return settings.table().equals(JdbcSettings.DEFAULT_TABLE)
        ? "cloakroom_schema_history"
        : settings.table() + "_schema_history";
  }

  private static void pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
