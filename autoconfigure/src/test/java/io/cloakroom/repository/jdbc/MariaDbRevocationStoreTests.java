package io.cloakroom.repository.jdbc;

import org.junit.jupiter.api.AfterAll;

/** The contract of revocations, on MariaDB. */
class MariaDbRevocationStoreTests extends JdbcRevocationStoreTests {

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
