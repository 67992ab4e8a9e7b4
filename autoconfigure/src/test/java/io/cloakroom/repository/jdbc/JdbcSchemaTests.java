package io.cloakroom.repository.jdbc;

import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.SampleSessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class JdbcSchemaTests {

  static Stream<Supplier<TestDatabase>> databases() {
    return Stream.of(TestDatabase::h2, TestDatabase::postgres, TestDatabase::mariadb);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void migrationIsDoneOnce(Supplier<TestDatabase> start) {
    try (TestDatabase database = start.get().migrated().migrated();
        JdbcSessionRepository repository = database.node()) {
      assertThat(repository.insert(session(Map.of("a", json(1))))).isNotNull();
      assertThatCode(() -> schema(database).prepare(SchemaMode.VALIDATE))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void missingTableDoesNotPassValidation(Supplier<TestDatabase> start) {
    try (TestDatabase database = start.get()) {
      assertThatThrownBy(() -> schema(database).prepare(SchemaMode.VALIDATE))
          .isInstanceOf(SessionStoreRejectedException.class)
          .hasMessageContaining("cloakroom_session")
          .hasMessageContaining("pending: V1")
          .hasMessageContaining("cloakroom.jdbc.schema");
      schema(database).prepare(SchemaMode.NONE);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void nodesThatStartTogetherAllSucceed(Supplier<TestDatabase> start) throws Exception {
    try (TestDatabase database = start.get()) {
      int nodes = 6;
      CyclicBarrier begin = new CyclicBarrier(nodes);
      ExecutorService executor = Executors.newFixedThreadPool(nodes);
      try {
        List<Future<?>> starts =
            IntStream.range(0, nodes)
                .<Future<?>>mapToObj(
                    i ->
                        executor.submit(
                            () -> {
                              begin.await();
                              schema(database).prepare(SchemaMode.MIGRATE);
                              return null;
                            }))
                .toList();
        for (Future<?> each : starts) {
          each.get();
        }
      } finally {
        executor.shutdownNow();
      }
      try (JdbcSessionRepository repository = database.node()) {
        assertThat(repository.insert(session(Map.of()))).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void applicationsOwnMigrationsAreLeftAlone(Supplier<TestDatabase> start, @TempDir Path migrations)
      throws Exception {
    Files.writeString(
        migrations.resolve("V1__shop.sql"), "CREATE TABLE article (id BIGINT PRIMARY KEY);");
    try (TestDatabase database = start.get()) {
      application(database, migrations).migrate();

      database.migrated();
      Files.writeString(
          migrations.resolve("V2__shop.sql"), "CREATE TABLE basket (id BIGINT PRIMARY KEY);");
      application(database, migrations).migrate();
      database.migrated();

      assertThat(application(database, migrations).info().applied()).hasSize(2);
      assertThat(application(database, migrations).info().pending()).isEmpty();
      database.execute("INSERT INTO basket VALUES (1)");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void tablesOfOtherNamesAreToldApart(Supplier<TestDatabase> start) {
    try (TestDatabase database = start.get().migrated()) {
      JdbcSettings named =
          new JdbcSettings(
              "admin_session",
              null,
              SampleSessions.TOUCHES,
              JdbcSettings.DEFAULT_EXPIRY_BUCKET,
              TestDatabase.TIMEOUT);
      new JdbcSchema(database.dataSource(), named).prepare(SchemaMode.MIGRATE);
      try (JdbcSessionRepository one = database.node();
          JdbcSessionRepository other = new JdbcSessionRepository(database.dataSource(), named)) {
        SessionRecord mine = Objects.requireNonNull(one.insert(session(Map.of())));

        assertThat(other.find(mine.key())).isNull();
        assertThat(one.find(mine.key())).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void schemaOfItsOwnIsCreatedAndUsed(Supplier<TestDatabase> start) throws SQLException {
    try (TestDatabase database = start.get()) {
      String name = "cloakroom_" + ProcessHandle.current().pid();
      JdbcSettings settings =
          new JdbcSettings(
              "cloakroom_session",
              name,
              SampleSessions.TOUCHES,
              JdbcSettings.DEFAULT_EXPIRY_BUCKET,
              TestDatabase.TIMEOUT);
      new JdbcSchema(database.dataSource(), settings).prepare(SchemaMode.MIGRATE);
      new JdbcSchema(database.dataSource(), settings).prepare(SchemaMode.MIGRATE);
      try (JdbcSessionRepository repository =
          new JdbcSessionRepository(database.dataSource(), settings)) {
        assertThat(repository.insert(session(Map.of()))).isNotNull();
        assertThatThrownBy(() -> database.execute("SELECT 1 FROM cloakroom_session"))
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void databaseThatIsAwayIsSaid() {
    DriverManagerDataSource away = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/x");
    assertThatThrownBy(
            () -> new JdbcSchema(away, TestDatabase.SETTINGS).prepare(SchemaMode.MIGRATE))
        .isInstanceOf(SessionStoreUnavailableException.class)
        .hasMessageContaining("spring.datasource");
  }

  private static JdbcSchema schema(TestDatabase database) {
    return new JdbcSchema(database.dataSource(), TestDatabase.SETTINGS);
  }

  private static Flyway application(TestDatabase database, Path migrations) {
    return Flyway.configure()
        .dataSource(database.dataSource())
        .locations("filesystem:" + migrations)
        .load();
  }
}
