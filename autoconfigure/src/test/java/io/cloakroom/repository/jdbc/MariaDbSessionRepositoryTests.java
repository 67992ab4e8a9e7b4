package io.cloakroom.repository.jdbc;

import io.cloakroom.testing.Lazy;
import io.cloakroom.testing.TestServers;

class MariaDbSessionRepositoryTests extends JdbcRepositoryTests {

  private static final Lazy<TestDatabase> DATABASE =
      new Lazy<>(() -> TestDatabase.at(TestServers.freshMariadb(), "mariadb"));

  @Override
  TestDatabase database() {
    return DATABASE.get();
  }
}
