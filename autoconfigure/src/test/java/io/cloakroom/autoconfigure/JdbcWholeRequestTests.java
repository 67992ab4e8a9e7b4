package io.cloakroom.autoconfigure;

import io.cloakroom.testing.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** Statements are counted at the data source. */
abstract class JdbcWholeRequestTests extends WholeRequestTests {

  /** Returns the properties of the data source. */
  abstract List<String> database();

  @Override
  List<String> store() {
    List<String> properties = new ArrayList<>(database());
    properties.add("cloakroom.store=jdbc");
    return properties;
  }

  @Override
  void resetCount(Node node) {
    node.context().getBean(CountingDataSource.class).reset();
  }

  @Override
  int roundTrips(Node node) {
    return node.context().getBean(CountingDataSource.class).calls().size();
  }

  static List<String> at(Endpoint server, String scheme) {
    return List.of(
        "spring.datasource.url=" + server.jdbcUrl(scheme),
        "spring.datasource.username=" + server.user(),
        "spring.datasource.password=" + server.password());
  }
}
