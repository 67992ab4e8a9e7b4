package io.cloakroom.repository.jdbc;

import org.junit.jupiter.api.AfterAll;

/** The contract of revocations, on H2. */
class H2RevocationStoreTests extends JdbcRevocationStoreTests {

  private static final Nodes NODES = new Nodes(TestDatabase::h2);

  @AfterAll
  static void stop() {
    NODES.close();
  }

  @Override
  Nodes nodes() {
    return NODES;
  }
}
