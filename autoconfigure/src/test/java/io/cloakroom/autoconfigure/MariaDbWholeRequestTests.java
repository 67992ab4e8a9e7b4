package io.cloakroom.autoconfigure;

import io.cloakroom.testing.TestServers;
import java.util.List;

class MariaDbWholeRequestTests extends JdbcWholeRequestTests {

  @Override
  List<String> database() {
    return at(TestServers.freshMariadb(), "mariadb");
  }
}
