package io.cloakroom.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.Session;
import io.cloakroom.SessionRecord;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.repository.SessionRepository;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Nodes of several releases and settings at once, with one store: a node that has all classes, one
 * that lacks the cart's, and one that writes JDK serialization. Each subclass brings a store.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
abstract class MixedFleetTests {

  private final List<Node> nodes = new ArrayList<>();
  private Node whole;
  private Node lacking;
  private Node java;

  /** Returns the properties that pick the store. */
  abstract List<String> store();

  /** Reads an attribute as a person would, with the store's own tools. */
  abstract String shown(SessionRecord session, String attribute);

  @BeforeAll
  void start() {
    List<String> properties = new ArrayList<>(store());
    properties.addAll(
        List.of(
            "cloakroom.cleanup.enabled=false",
            "cloakroom.jdbc.command-timeout=5s",
            "cloakroom.redis.command-timeout=5s"));
    whole = started(Node.start(properties));
    lacking = started(Node.startWithout(Cart.class, properties));
    properties.add("cloakroom.serialization.format=java");
    java = started(Node.start(properties));
  }

  @AfterAll
  void stop() {
    nodes.forEach(Node::close);
  }

  @Test
  void classThatANodeLacksCostsItThatAttributeOnly(CapturedOutput output) {
    String name = "cart-" + UUID.randomUUID();
    String ticket =
        created(
            whole,
            session -> {
              session.setAttribute(name, new Cart("coat"));
              session.setAttribute("count", 1);
            });
    byte[] before = attribute(ticket, name);

    for (int i = 0; i < 3; i++) {
      changed(
          lacking,
          ticket,
          session -> {
            assertThat(session.attribute(name)).isNull();
            assertThat(session.attributeNames()).contains(name);
            session.setAttribute("count", (int) required(session, "count") + 1);
          });
    }

    assertThat(attribute(ticket, name)).isEqualTo(before);
    assertThat(output.getOut().split(name, -1)).as("one warning").hasSize(2);
    assertThat(output.getOut())
        .contains("no class " + Cart.class.getName())
        .contains("cloakroom.serialization.type-aliases");
    changed(
        whole,
        ticket,
        session -> {
          assertThat(session.attribute(name)).isEqualTo(new Cart("coat"));
          assertThat(session.attribute("count")).isEqualTo(4);
        });
  }

  @Test
  void formatChangesWhileSessionsLive() {
    String ticket = created(java, session -> session.setAttribute("cart", new Cart("coat")));
    assertThat(attribute(ticket, "cart")[0]).isEqualTo((byte) 1);
    long version = stored(ticket).version();

    changed(whole, ticket, session -> required(session, "cart"));
    assertThat(stored(ticket).version()).as("only read").isEqualTo(version);

    changed(whole, ticket, session -> cart(session).items.add("hat"));
    assertThat(new String(attribute(ticket, "cart"), UTF_8)).startsWith("{\"@class\"");

    changed(java, ticket, session -> assertThat(cart(session)).isEqualTo(new Cart("coat", "hat")));
    assertThat(new String(attribute(ticket, "cart"), UTF_8)).as("only read").startsWith("{");
  }

  @Test
  void whatIsChangedInPlaceIsSaved() {
    String ticket =
        created(
            whole,
            session -> {
              session.setAttribute("list", new ArrayList<>(List.of("a")));
              session.setAttribute("map", new HashMap<>(Map.of("k", 1)));
              session.setAttribute("cart", new Cart("coat"));
              session.setAttribute("nested", new HashMap<>(Map.of("cart", new Cart("hat"))));
            });

    changed(
        whole,
        ticket,
        session -> {
          list(session).add("b");
          map(session, "map").put("k", 2);
          cart(session).items.add("scarf");
          ((Cart) Objects.requireNonNull(map(session, "nested").get("cart"))).items.clear();
        });

    long version = stored(ticket).version();
    changed(
        whole,
        ticket,
        session -> {
          assertThat(session.attribute("list")).isEqualTo(List.of("a", "b"));
          assertThat(session.attribute("map")).isEqualTo(Map.of("k", 2));
          assertThat(session.attribute("cart")).isEqualTo(new Cart("coat", "scarf"));
          assertThat(session.attribute("nested")).isEqualTo(Map.of("cart", new Cart()));
        });
    assertThat(stored(ticket).version()).as("only read").isEqualTo(version);
  }

  @Test
  void personCanReadAnAttributeWithTheToolsOfTheStore() {
    String ticket =
        created(
            whole,
            session -> {
              session.setAttribute("cart", new Cart("coat", "hat"));
              session.setAttribute("name", "Alice \"in\" Köln");
            });

    assertThat(shown(stored(ticket), "cart"))
        .isEqualTo(
            "{\"@class\":\"%s\",\"items\":[\"java.util.ArrayList\",[\"coat\",\"hat\"]]}"
                .formatted(Cart.class.getName()));
    assertThat(shown(stored(ticket), "name")).contains("in").contains("Köln");
  }

  private Node started(Node node) {
    nodes.add(node);
    return node;
  }

  private static String created(Node node, Consumer<Session> fill) {
    SessionManager manager = node.context().getBean(SessionManager.class);
    Session session = manager.create();
    fill.accept(session);
    return Objects.requireNonNull(manager.save(session));
  }

  private static void changed(Node node, String ticket, Consumer<Session> change) {
    SessionManager manager = node.context().getBean(SessionManager.class);
    Session session = Objects.requireNonNull(manager.find(ticket));
    change.accept(session);
    manager.save(session);
  }

  private SessionRecord stored(String ticket) {
    SessionManager manager = whole.context().getBean(SessionManager.class);
    return Objects.requireNonNull(
        whole
            .context()
            .getBean(SessionRepository.class)
            .find(Objects.requireNonNull(manager.keyOf(ticket))));
  }

  private byte[] attribute(String ticket, String name) {
    return Objects.requireNonNull(stored(ticket).attributes().get(name));
  }

  private static Object required(Session session, String name) {
    return Objects.requireNonNull(session.attribute(name));
  }

  private static Cart cart(Session session) {
    return (Cart) required(session, "cart");
  }

  @SuppressWarnings("unchecked") // the test put it there
  private static List<String> list(Session session) {
    return (List<String>) required(session, "list");
  }

  @SuppressWarnings("unchecked") // the test put it there
  private static Map<String, Object> map(Session session, String name) {
    return (Map<String, Object>) required(session, name);
  }

  /** A class that an older node does not have. */
  static final class Cart implements Serializable {

    private final List<String> items = new ArrayList<>();

    Cart(String... items) {
      this.items.addAll(List.of(items));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Cart cart && cart.items.equals(items);
    }

    @Override
    public int hashCode() {
      return items.hashCode();
    }
  }
}
