package io.cloakroom.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one store: the cart survives the death of its node. */
class TwoNodesTests {

  @Test
  void cartInRedisSurvivesItsNode() throws Exception {
    Endpoint redis = TestServers.redis();
    proveTakeover(
        List.of(
            "--spring.profiles.active=redis",
            "--cloakroom.namespace=" + UUID.randomUUID(),
            "--spring.data.redis.host=" + redis.host(),
            "--spring.data.redis.port=" + redis.port()));
  }

  @Test
  void cartInPostgresSurvivesItsNode() throws Exception {
    Endpoint postgres = TestServers.freshPostgres();
    proveTakeover(
        List.of(
            "--spring.profiles.active=postgres",
            "--spring.datasource.url=" + postgres.jdbcUrl("postgresql"),
            "--spring.datasource.username=" + postgres.user(),
            "--spring.datasource.password=" + postgres.password()));
  }

  @Test
  void cartInTheSharedFileSurvivesItsNode(@TempDir Path folder) throws Exception {
    proveTakeover(
        List.of(
            "--spring.datasource.url=jdbc:h2:file:"
                + folder
                + "/shop;AUTO_SERVER=TRUE;WRITE_DELAY=0"));
  }

  private static void proveTakeover(List<String> store) throws IOException {
    try (ShopProcess a = ShopProcess.start("A", store);
        ShopProcess b = ShopProcess.start("B", store)) {
      Visitor visitor = new Visitor(a.url());
      visitor.get("/login");
      visitor.submit("/login", "username=alice&password=wonderland");
      visitor.get("/");
      visitor.submit("/cart/parka/add", "");
      assertThat(visitor.submit("/cart/fedora/add", "")).contains("Served by <strong>A</strong>");

      a.kill();
      visitor.moveTo(b.url());

      assertThat(visitor.get("/cart"))
          .contains("Parka", "Fedora", "€ 228.00", "alice", "Served by <strong>B</strong>");
      assertThat(visitor.submit("/cart/parka/add", "")).contains("Parka is in your cart");
      assertThat(visitor.get("/cart")).contains("€ 387.00");
      for (ShopProcess node : List.of(a, b)) {
        assertThat(node.log()).doesNotContain(" WARN ").doesNotContain(" ERROR ");
      }
    }
  }
}
