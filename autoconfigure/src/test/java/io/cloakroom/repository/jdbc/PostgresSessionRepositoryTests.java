package io.cloakroom.repository.jdbc;

import io.cloakroom.testing.Lazy;
import io.cloakroom.testing.TestServers;

class PostgresSessionRepositoryTests extends JdbcRepositoryTests {

  private static final Lazy<TestDatabase> DATABASE =
      new Lazy<>(() -> TestDatabase.at(TestServers.freshPostgres(), "postgresql"));

  @Override
  TestDatabase database() {
    return DATABASE.get();
  }
}
