package io.cloakroom.autoconfigure;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.util.List;

/** What was revoked is in PostgreSQL. */
class PostgresTokenRevocationTests extends TokenRevocationTests {

  private final Endpoint postgres = TestServers.freshPostgres();

  @Override
  List<String> store() {
    return List.of(
        "cloakroom.jwt.revocation=jdbc",
        "test.count-statements=true",
        "spring.datasource.url=" + postgres.jdbcUrl("postgresql"),
        "spring.datasource.username=" + postgres.user(),
        "spring.datasource.password=" + postgres.password());
  }

  @Override
  void resetCount(Node node) {
    node.context().getBean(CountingDataSource.class).reset();
  }

  @Override
  int roundTrips(Node node) {
    return node.context().getBean(CountingDataSource.class).calls().size();
  }
}
