package io.cloakroom.repository.jdbc;

import io.cloakroom.testing.Lazy;

class H2SessionRepositoryTests extends JdbcRepositoryTests {

  private static final Lazy<TestDatabase> DATABASE = new Lazy<>(() -> TestDatabase.h2("contract"));

  @Override
  TestDatabase database() {
    return DATABASE.get();
  }
}
