package io.cloakroom.autoconfigure;

import io.cloakroom.SessionRecord;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** On relational databases. */
class JdbcMixedFleetTests {

  @Nested
  class Postgres extends OnDatabase {

    Postgres() {
      super(
          "postgresql",
          TestServers.freshPostgres(),
          "SELECT attributes ->> ? FROM cloakroom_session WHERE session_key = ?");
    }
  }

  @Nested
  class MariaDb extends OnDatabase {

    MariaDb() {
      super(
          "mariadb",
          TestServers.freshMariadb(),
          "SELECT json_compact(json_extract(attributes, concat('$.', ?))) FROM cloakroom_session WHERE session_key = ?");
    }
  }

  abstract static class OnDatabase extends MixedFleetTests {

    private final String url;
    private final Endpoint server;
    private final String sql;

    OnDatabase(String scheme, Endpoint server, String sql) {
      this.url = server.jdbcUrl(scheme);
      this.server = server;
      this.sql = sql;
    }

    @Override
    List<String> store() {
      return new ArrayList<>(
          List.of(
              "cloakroom.store=jdbc",
              "spring.datasource.url=" + url,
              "spring.datasource.username=" + server.user(),
              "spring.datasource.password=" + server.password()));
    }

    @Override
    String shown(SessionRecord session, String attribute) {
      return JdbcClient.create(new DriverManagerDataSource(url, server.user(), server.password()))
          .sql(sql)
          .param(attribute)
          .param(session.key().toString())
          .query(String.class)
          .single();
    }
  }
}
