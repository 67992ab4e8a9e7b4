package io.cloakroom.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionRecord;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.repository.SessionRepository;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Nodes with all settings of encryption at once, with one store, as they meet while encryption is
 * turned on, rotated and turned off. Each subclass brings a store.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
abstract class EncryptedFleetTests {

  private static final String CONTEXT = "SPRING_SECURITY_CONTEXT";
  private static final String A = "a:" + TestKeys.random();
  private static final String B = "b:" + TestKeys.random();

  private final List<Node> nodes = new ArrayList<>();
  private Node plain;
  private Node opening;
  private Node sealing;
  private Node prepared;
  private Node rotated;
  private Node retired;
  private Node strict;

  /** Returns the properties that pick the store. */
  abstract List<String> store();

  /** Puts an attribute of one session in the place of one of another, by the store's own tools. */
  abstract void copy(String fromKey, String from, String toKey, String to);

  /** Puts a JSON text in the place of an attribute, by the store's own tools. */
  abstract void plant(String key, String attribute, String json);

  /** Returns all that the store holds of a session, as text. */
  abstract String dump(String key);

  @BeforeAll
  void start() {
    plain = started();
    opening = started("cloakroom.encryption.keys=" + A, "cloakroom.encryption.mode=open");
    sealing = started("cloakroom.encryption.keys=" + A);
    prepared = started("cloakroom.encryption.keys=" + A + "," + B);
    rotated = started("cloakroom.encryption.keys=" + B + "," + A);
    retired = started("cloakroom.encryption.keys=" + B);
    strict = started("cloakroom.encryption.keys=" + A, "cloakroom.encryption.mode=require");
  }

  @AfterAll
  void stop() {
    nodes.forEach(Node::close);
  }

  @Test
  void nothingOfAnAttributeCanBeReadInTheStore() {
    Browser browser = new Browser();
    String key = browser.get(sealing, "/write?v=overcoat").body();
    browser.get(sealing, "/add?item=galoshes");

    assertThat(dump(key)).contains("list").doesNotContain("overcoat", "galoshes", "ArrayList");
    assertThat(sealedBy(browser, "v")).isEqualTo("a");
    assertThat(browser.get(sealing, "/read").body()).isEqualTo("overcoat");
  }

  @Test
  void encryptionIsTurnedOnWhileSessionsLive() {
    Browser alice = signedIn(plain);
    Browser guest = new Browser();
    guest.get(plain, "/add?item=0");

    // First all nodes learn to open, then they begin to seal, and each user meets all of them.
    List<Node> before = List.of(plain, opening);
    List<Node> after = List.of(opening, sealing);
    for (int i = 1; i <= 8; i++) {
      Node node = (i <= 4 ? before : after).get(i % 2);
      assertThat(alice.get(node, "/me").body()).as("signed in, request " + i).isEqualTo("alice");
      assertThat(guest.get(node, "/add?item=" + i).body()).contains("0,").contains(", " + i);
    }

    guest.get(sealing, "/add?item=9");
    assertThat(sealedBy(guest, "list")).isEqualTo("a");
    assertThat(sealedBy(alice, CONTEXT)).as("did not change").isEmpty();
    assertThat(guest.get(opening, "/add?item=x").body())
        .isEqualTo("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, x]");
  }

  @Test
  void keyIsRotatedWhileSessionsLive() {
    Browser alice = signedIn(sealing);
    Browser guest = new Browser();
    guest.get(sealing, "/add?item=0");

    List<Node> before = List.of(sealing, prepared);
    List<Node> after = List.of(prepared, rotated);
    for (int i = 1; i <= 8; i++) {
      Node node = (i <= 4 ? before : after).get(i % 2);
      assertThat(alice.get(node, "/me").body()).as("signed in, request " + i).isEqualTo("alice");
      assertThat(guest.get(node, "/add?item=" + i).body()).contains("0,").contains(", " + i);
    }

    guest.get(rotated, "/add?item=9");
    assertThat(sealedBy(guest, "list")).isEqualTo("b");
    assertThat(sealedBy(alice, CONTEXT)).as("did not change").isEqualTo("a");
    assertThat(guest.get(prepared, "/add?item=x").body())
        .isEqualTo("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, x]");
  }

  @Test
  void encryptionIsTurnedOffWhileSessionsLive() {
    Browser alice = signedIn(sealing);
    Browser guest = new Browser();
    guest.get(sealing, "/add?item=0");

    for (int i = 1; i <= 4; i++) {
      Node node = List.of(opening, sealing).get(i % 2);
      assertThat(alice.get(node, "/me").body()).as("signed in, request " + i).isEqualTo("alice");
      assertThat(guest.get(node, "/add?item=" + i).body()).contains("0,").contains(", " + i);
    }

    guest.get(opening, "/add?item=5");
    assertThat(guest.get(plain, "/add?item=x").body()).isEqualTo("[0, 1, 2, 3, 4, 5, x]");
  }

  @Test
  void retiredKeyCostsItsAttributesOnlyAndTheyComeBackWithIt(CapturedOutput output) {
    String name = "coat-" + UUID.randomUUID();
    Browser browser = new Browser();
    browser.get(sealing, "/write?v=wool&name=" + name);
    byte[] before = attribute(browser, name);

    for (int i = 0; i < 3; i++) {
      HttpResponse<String> response = browser.get(retired, "/read?name=" + name);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("null");
      assertThat(browser.get(retired, "/write?v=" + i).statusCode()).isEqualTo(200);
    }

    assertThat(browser.get(retired, "/names").body()).isEqualTo(name + ",v");
    assertThat(attribute(browser, name)).isEqualTo(before);
    assertThat(output.getOut().split(name, -1)).as("one warning").hasSize(2);
    assertThat(output.getOut())
        .contains("'" + name + "' cannot be read: it is sealed with key 'a', which this node does");
    assertThat(browser.get(rotated, "/read?name=" + name).body()).isEqualTo("wool");
    assertThat(browser.get(rotated, "/read").body()).isEqualTo("2");
  }

  @Test
  void valueCannotBeMovedToAnotherSession(CapturedOutput output) {
    String name = "coat-" + UUID.randomUUID();
    Browser victim = new Browser();
    Browser thief = new Browser();
    String from = victim.get(sealing, "/write?v=mink&name=" + name).body();
    String to = thief.get(sealing, "/write?v=rags&name=" + name).body();

    copy(from, name, to, name);

    byte[] moved = attribute(victim, name);
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> response = thief.get(sealing, "/read?name=" + name);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("null");
    }
    assertThat(attribute(thief, name)).as("stays").isEqualTo(moved);
    assertThat(output.getOut().split(name, -1)).as("one warning").hasSize(2);
    assertThat(output.getOut()).contains("'" + name + "' cannot be read: key 'a' does not open it");
    assertThat(victim.get(sealing, "/read?name=" + name).body()).isEqualTo("mink");
  }

  @Test
  void signInCannotBeMovedToAnotherSession() {
    Browser alice = signedIn(sealing);
    Browser thief = new Browser();
    String to = thief.get(sealing, "/write?v=x").body();

    copy(stored(alice).key().toString(), CONTEXT, to, CONTEXT);

    assertThat(thief.get(sealing, "/me").statusCode()).as("to the login page").isEqualTo(302);
    assertThat(thief.get(sealing, "/read").body()).isEqualTo("x");
    assertThat(alice.get(sealing, "/me").body()).isEqualTo("alice");
  }

  @Test
  void valueCannotBeMovedToAnotherAttribute() {
    Browser browser = new Browser();
    String key = browser.get(sealing, "/write?v=user&name=wanted").body();
    browser.get(sealing, "/write?v=admin&name=note");

    copy(key, "note", key, "wanted");

    HttpResponse<String> response = browser.get(sealing, "/read?name=wanted");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("null");
    assertThat(attribute(browser, "wanted")).isEqualTo(attribute(browser, "note"));
    assertThat(browser.get(sealing, "/read?name=note").body()).isEqualTo("admin");
  }

  @Test
  void valueThatIsNotSealedIsRefusedOnlyWhereSealsAreRequired(CapturedOutput output) {
    String name = "coat-" + UUID.randomUUID();
    Browser browser = new Browser();
    String key = browser.get(strict, "/write?v=wool&name=" + name).body();
    assertThat(browser.get(strict, "/read?name=" + name).body()).isEqualTo("wool");

    plant(key, name, "\"fake\"");

    for (int i = 0; i < 3; i++) {
      HttpResponse<String> response = browser.get(strict, "/read?name=" + name);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("null");
    }
    assertThat(new String(attribute(browser, name), UTF_8)).as("stays").isEqualTo("\"fake\"");
    assertThat(output.getOut().split(name, -1)).as("one warning").hasSize(2);
    assertThat(output.getOut()).contains("'" + name + "' cannot be read: it is not sealed.");
    assertThat(browser.get(sealing, "/read?name=" + name).body()).isEqualTo("fake");
  }

  @Test
  void unchangedSessionIsNotWritten() {
    Browser alice = signedIn(sealing);
    alice.get(sealing, "/add?item=coat");
    alice.get(sealing, "/write?v=x");
    SessionRecord before = stored(alice);

    for (Node node : List.of(sealing, rotated, opening)) {
      assertThat(alice.get(node, "/me").body()).isEqualTo("alice");
      assertThat(alice.get(node, "/read?name=list").body()).as("mutable").isEqualTo("[coat]");
      assertThat(alice.get(node, "/read").body()).isEqualTo("x");
    }

    assertThat(stored(alice).version()).isEqualTo(before.version());
    assertThat(stored(alice).attributes())
        .usingRecursiveComparison()
        .isEqualTo(before.attributes());
  }

  @Test
  void onlyWhatChangedIsSealedAgain() {
    Browser browser = new Browser();
    browser.get(sealing, "/write?v=x&name=other");
    browser.get(sealing, "/add?item=coat");
    Map<String, byte[]> before = stored(browser).attributes();

    browser.get(rotated, "/add?item=hat");

    assertThat(attribute(browser, "other")).isEqualTo(before.get("other"));
    assertThat(attribute(browser, "list")).isNotEqualTo(before.get("list"));
    assertThat(sealedBy(browser, "other")).isEqualTo("a");
    assertThat(sealedBy(browser, "list")).isEqualTo("b");
  }

  @Test
  void attributesAreStillReadAfterTheIdChanged() {
    Browser browser = new Browser();
    browser.get(sealing, "/write?v=x");
    SessionRecord before = stored(browser);

    signIn(browser, sealing);
    browser.get(strict, "/rotate");

    SessionRecord after = stored(browser);
    assertThat(after.key()).isNotEqualTo(before.key());
    assertThat(after.lineage()).isEqualTo(before.lineage());
    assertThat(after.attributes().get("v")).isEqualTo(before.attributes().get("v"));
    assertThat(browser.get(strict, "/read").body()).isEqualTo("x");
    assertThat(browser.get(strict, "/me").body()).isEqualTo("alice");
  }

  private Node started(String... encryption) {
    List<String> properties = new ArrayList<>(store());
    properties.addAll(
        List.of(
            "cloakroom.cleanup.enabled=false",
            "cloakroom.jdbc.command-timeout=5s",
            "cloakroom.redis.command-timeout=5s"));
    properties.addAll(List.of(encryption));
    Node node = Node.start(properties);
    nodes.add(node);
    return node;
  }

  private static Browser signedIn(Node node) {
    Browser browser = new Browser();
    signIn(browser, node);
    return browser;
  }

  private static void signIn(Browser browser, Node node) {
    browser.post(node, "/login", "username=alice&password=wonderland");
    assertThat(browser.get(node, "/me").body()).isEqualTo("alice");
  }

  private SessionRecord stored(Browser browser) {
    SessionManager manager = plain.context().getBean(SessionManager.class);
    return Objects.requireNonNull(
        plain
            .context()
            .getBean(SessionRepository.class)
            .find(Objects.requireNonNull(manager.keyOf(Objects.requireNonNull(browser.ticket())))));
  }

  private byte[] attribute(Browser browser, String name) {
    return Objects.requireNonNull(stored(browser).attributes().get(name));
  }

  /** Returns the id of the key; empty if the attribute is not sealed. */
  private String sealedBy(Browser browser, String name) {
    byte[] bytes = attribute(browser, name);
    return bytes[0] == 3 ? new String(bytes, 3, bytes[2], UTF_8) : "";
  }
}
