package io.cloakroom.repository.jdbc;

import org.junit.jupiter.api.AfterAll;

/** The contract, on MySQL. */
class MySqlSessionRepositoryTests extends JdbcSessionRepositoryTests {

  private static final Nodes NODES = new Nodes(TestDatabase::mysql);

  @AfterAll
  static void stop() {
    NODES.close();
  }

  @Override
  Nodes nodes() {
    return NODES;
  }
}
