package io.cloakroom.autoconfigure;

import java.util.List;

class H2WholeRequestTests extends JdbcWholeRequestTests {

  @Override
  List<String> database() {
    return List.of("spring.datasource.url=jdbc:h2:mem:whole;DB_CLOSE_DELAY=-1");
  }
}
