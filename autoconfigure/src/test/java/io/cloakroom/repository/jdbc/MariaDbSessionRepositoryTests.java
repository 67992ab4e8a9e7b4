package io.cloakroom.repository.jdbc;

import org.junit.jupiter.api.AfterAll;

/** The contract, on MariaDB. */
class MariaDbSessionRepositoryTests extends JdbcSessionRepositoryTests {

  private static final Nodes NODES = new Nodes(TestDatabase::mariadb);

  @AfterAll
  static void stop() {
    NODES.close();
  }

  @Override
  Nodes nodes() {
    return NODES;
  }
}
