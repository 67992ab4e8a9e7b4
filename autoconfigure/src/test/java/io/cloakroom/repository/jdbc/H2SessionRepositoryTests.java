package io.cloakroom.repository.jdbc;

import org.junit.jupiter.api.AfterAll;

/** The contract, on H2. */
class H2SessionRepositoryTests extends JdbcSessionRepositoryTests {

  private static final Nodes NODES = new Nodes(TestDatabase::h2);

  @AfterAll
  static void stop() {
    NODES.close();
  }

  @Override
  Nodes nodes() {
    return NODES;
  }

  @Override
  boolean skipsLockedRows() {
    return false;
  }
}
