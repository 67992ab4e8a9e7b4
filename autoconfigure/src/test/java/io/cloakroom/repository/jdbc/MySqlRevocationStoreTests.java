package io.cloakroom.repository.jdbc;

import org.junit.jupiter.api.AfterAll;

/** The contract of revocations, on MySQL. */
class MySqlRevocationStoreTests extends JdbcRevocationStoreTests {

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
