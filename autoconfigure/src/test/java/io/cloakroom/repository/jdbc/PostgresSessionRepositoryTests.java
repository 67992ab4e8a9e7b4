package io.cloakroom.repository.jdbc;

import org.junit.jupiter.api.AfterAll;

/** The contract, on PostgreSQL. */
class PostgresSessionRepositoryTests extends JdbcSessionRepositoryTests {

  private static final Nodes NODES = new Nodes(TestDatabase::postgres);

  @AfterAll
  static void stop() {
    NODES.close();
  }

  @Override
  Nodes nodes() {
    return NODES;
  }

  @Override
  String tamperSql() {
    return "UPDATE cloakroom_session SET attributes = ?::json WHERE session_key = ?";
  }
}
