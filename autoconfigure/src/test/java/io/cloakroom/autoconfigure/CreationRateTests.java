package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients that create many sessions, on two nodes behind a proxy. */
class CreationRateTests {

  private static final String FORWARDED = "X-Forwarded-For";

  @Nested
  class OnRedis extends OnAStore {

    @Override
    List<String> store() {
      return StoreProperties.redis();
    }

    @Test
    void headerThatNobodyVouchesForIsNoAddress() {
      List<String> properties = new ArrayList<>(store());
      properties.add("cloakroom.limits.creations-per-address=1");
      try (Node node = Node.start(TimeoutApplication.class, properties)) {
        List<Node> direct = List.of(node);

        assertThat(create(direct, "192.0.2.1").statusCode()).isEqualTo(200);
        assertThat(create(direct, "192.0.2.2").statusCode()).isEqualTo(429);
      }
    }
  }

  @Nested
  class OnPostgres extends OnAStore {

    @Override
    List<String> store() {
      return StoreProperties.postgres();
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnAStore {

    private final List<Node> nodes = new ArrayList<>();

    abstract List<String> store();

    @BeforeAll
    void start() {
      List<String> properties = new ArrayList<>(store());
      properties.addAll(
          List.of(
              "server.forward-headers-strategy=native",
              "cloakroom.limits.creations-per-address=2",
              "cloakroom.jdbc.command-timeout=5s",
              "cloakroom.redis.command-timeout=5s"));
      nodes.add(Node.start(TimeoutApplication.class, properties));
      nodes.add(Node.start(TimeoutApplication.class, properties));
    }

    @AfterAll
    void stop() {
      nodes.forEach(Node::close);
    }

    @Test
    void clientThatCreatesTooManyIsToldToWait() {
      List<Node> one = nodes.subList(0, 1);
      Visitor served = new Visitor(nodes);
      served.get("/write?v=x", FORWARDED, "198.51.100.1");
      create(one, "198.51.100.1");
      double before = refused(nodes.get(0));

      HttpResponse<String> refused = create(one, "198.51.100.1");

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After").map(Integer::valueOf).orElseThrow())
          .isBetween(1, 31);
      assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
      assertThat(refused.body()).doesNotContain("caught");
      assertThat(refused(nodes.get(0))).isEqualTo(before + 1);
      for (int i = 0; i < 2; i++) {
        assertThat(served.get("/read", FORWARDED, "198.51.100.1").body())
            .as("a session that exists")
            .isEqualTo("x");
      }
      assertThat(new Visitor(one).get("/read", FORWARDED, "198.51.100.1").body())
          .as("a request without a session")
          .isEqualTo("none");
    }

    @Test
    void otherClientsAndOtherNodesAreNotConcerned() {
      List<Node> one = nodes.subList(0, 1);
      while (create(one, "198.51.100.2").statusCode() == 200) {}

      assertThat(create(one, "198.51.100.3").statusCode()).isEqualTo(200);
      assertThat(create(nodes.subList(1, 2), "198.51.100.2").statusCode()).isEqualTo(200);
    }

    @Test
    void addressesOfOneNetworkAreOneClient() {
      List<Node> one = nodes.subList(0, 1);

      for (int i = 0; i < 2; i++) {
        assertThat(create(one, "2001:db8:0:7::" + i).statusCode()).isEqualTo(200);
      }

      assertThat(create(one, "2001:db8:0:7:ffff::1").statusCode()).isEqualTo(429);
      assertThat(create(one, "2001:db8:0:8::1").statusCode()).isEqualTo(200);
    }

    private static double refused(Node node) {
      return node.context()
          .getBean(MeterRegistry.class)
          .get("cloakroom.creations.refused")
          .counter()
          .count();
    }

    static HttpResponse<String> create(List<Node> nodes, String address) {
      return new Visitor(nodes).get("/write?v=x", FORWARDED, address);
    }
  }
}
