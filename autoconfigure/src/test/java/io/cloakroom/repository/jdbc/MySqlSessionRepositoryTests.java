package io.cloakroom.repository.jdbc;

import io.cloakroom.testing.Lazy;
import io.cloakroom.testing.TestServers;

class MySqlSessionRepositoryTests extends JdbcRepositoryTests {

  private static final Lazy<TestDatabase> DATABASE =
      new Lazy<>(() -> TestDatabase.at(TestServers.freshMysql(), "mysql"));

  @Override
  TestDatabase database() {
    return DATABASE.get();
  }
}
