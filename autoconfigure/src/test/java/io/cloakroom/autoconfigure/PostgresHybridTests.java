package io.cloakroom.autoconfigure;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.util.ArrayList;
import java.util.List;

/** With encryption at rest. Statements are counted at the data source. */
class PostgresHybridTests extends HybridTests {

  private final Endpoint postgres = TestServers.freshPostgres();
  private final String key = "k1:" + TestKeys.random();

  @Override
  List<String> store() {
    List<String> properties = new ArrayList<>(StoreProperties.jdbc("postgresql", postgres));
    properties.add("test.count-statements=true");
    properties.add("cloakroom.encryption.keys=" + key);
    properties.add("cloakroom.encryption.mode=require");
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
}
