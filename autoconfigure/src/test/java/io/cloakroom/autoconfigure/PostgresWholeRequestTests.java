package io.cloakroom.autoconfigure;

import io.cloakroom.testing.TestServers;
import java.util.List;

class PostgresWholeRequestTests extends JdbcWholeRequestTests {

  @Override
  List<String> database() {
    return at(TestServers.freshPostgres(), "postgresql");
  }
}
