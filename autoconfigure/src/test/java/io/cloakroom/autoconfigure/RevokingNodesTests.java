package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.lifecycle.Sessions;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two nodes that tell each other by a store which tokens do not count any more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RevokingNodesTests {

  static final Duration DELAY = Duration.ofSeconds(1);

  /** Room for a busy machine; a node that is told of nothing would take ten minutes. */
  static final Duration SLACK = Duration.ofSeconds(10);

  Node one;
  Node two;

  private final List<Node> nodes = new ArrayList<>();

  /** Returns the properties that pick the store. */
  abstract List<String> store();

  /** Returns the properties that say what is in a token. */
  abstract List<String> tokens();

  /** Forgets what was sent to the store. */
  abstract void resetCount(Node node);

  /** Returns how many round trips to the store there were since. */
  abstract int roundTrips(Node node);

  @BeforeAll
  void start() {
    one = started("cloakroom.jwt.revocation-delay=" + DELAY.toMillis() + "ms");
    two = started("cloakroom.jwt.revocation-delay=" + DELAY.toMillis() + "ms");
  }

  @AfterAll
  void stop() {
    nodes.forEach(Node::close);
  }

  @Test
  void logoutCountsOnTheOtherNodeWithinTheDelay() {
    Browser browser = signedIn(one);
    String token = browser.ticket();
    assertThat(me(two, token)).isEqualTo("alice");

    HttpResponse<String> out = browser.post(one, "/logout", "");

    assertThat(Browser.cookies(out)).singleElement().asString().startsWith("SESSION=;");
    assertThat(me(one, token)).isEqualTo("nobody");
    awaitNobody(two, token);
  }

  /** Starts a node that lives until the end of all tests, with further properties. */
  Node started(String... more) {
    Node node = Node.start(properties(more));
    nodes.add(node);
    return node;
  }

  /** Returns the properties of a node; further ones take the place of those of the same names. */
  List<String> properties(String... more) {
    List<String> properties = new ArrayList<>(store());
    properties.addAll(tokens());
    properties.addAll(
        List.of(
            "cloakroom.jdbc.command-timeout=5s",
            "cloakroom.redis.command-timeout=5s",
            "cloakroom.cleanup.interval=1h"));
    for (String property : more) {
      String name = property.substring(0, property.indexOf('=') + 1);
      properties.removeIf(each -> each.startsWith(name));
      properties.add(property);
    }
    return properties;
  }

  static Browser signedIn(Node node) {
    Browser browser = new Browser();
    browser.post(node, "/login", "username=alice&password=wonderland");
    return browser;
  }

  static String token(Node node) {
    return Objects.requireNonNull(signedIn(node).ticket());
  }

  static Sessions sessions(Node node) {
    return node.context().getBean(Sessions.class);
  }

  static String me(Node node, @Nullable String token) {
    HttpResponse<String> response = new Browser().with(token).get(node, "/me");
    return response.statusCode() == 200 ? response.body() : "nobody";
  }

  static void awaitNobody(Node node, @Nullable String token) {
    await()
        .atMost(DELAY.plus(SLACK))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> me(node, token).equals("nobody"));
  }
}
