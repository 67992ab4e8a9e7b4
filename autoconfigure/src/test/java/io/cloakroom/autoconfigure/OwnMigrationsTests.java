package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An application with migrations of its own, in the same schema, on an empty database. */
class OwnMigrationsTests {

  private static final List<String> FLYWAY =
      List.of("spring.flyway.enabled=true", "spring.flyway.locations=classpath:app-migrations");

  private static final List<String> LIQUIBASE =
      List.of(
          "spring.liquibase.enabled=true",
          "spring.liquibase.change-log=classpath:app-changelog/changelog.yaml");

  @Test
  void applicationsFlywayIsNotDisturbed() {
    for (List<String> database : List.of(h2(), postgres())) {
      startTwice(database, FLYWAY);
    }
  }

  @Test
  void applicationsLiquibaseIsNotDisturbed() {
    for (List<String> database : List.of(h2(), postgres())) {
      startTwice(database, LIQUIBASE);
    }
  }

  @Test
  void applicationWithoutMigrationsGetsItsSessions() {
    startTwice(h2(), List.of());
  }

  private static void startTwice(List<String> database, List<String> migrations) {
    List<String> properties = new ArrayList<>(database);
    properties.addAll(migrations);
    properties.add("cloakroom.store=jdbc");
    for (int start = 0; start < 2; start++) {
      try (Node node = Node.start(properties)) {
        Browser browser = new Browser();
        browser.get(node, "/write?v=x");
        assertThat(browser.get(node, "/read").body()).isEqualTo("x");

        boolean flyway = migrations.equals(FLYWAY);
        assertThat(node.context().getBeansOfType(Flyway.class)).hasSize(flyway ? 1 : 0);
        List<String> tables = tables(node);
        assertThat(tables).contains("cloakroom_session", "cloakroom_schema_history");
        assertThat(tables.contains("shop_order")).isEqualTo(!migrations.isEmpty());
        assertThat(tables.contains("flyway_schema_history")).isEqualTo(flyway);
      }
    }
  }

  private static List<String> tables(Node node) {
    return node
        .context()
        .getBean(JdbcClient.class)
        .sql("SELECT table_name FROM information_schema.tables")
        .query(String.class)
        .list()
        .stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<String> h2() {
    return List.of("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  private static List<String> postgres() {
    Endpoint database = TestServers.freshPostgres();
    return JdbcWholeRequestTests.at(database, "postgresql");
  }
}
