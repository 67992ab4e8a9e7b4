package io.cloakroom.autoconfigure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.SessionRepository;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks by clients, and by those who can write to the store, on two nodes that share it: fixed,
 * stolen and swapped sessions, names that mean something to a store, values that mean something to
 * a codec. Each subclass brings a store.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SessionAttackTests {

  private Node a;
  private Node b;
  private final Browser browser = new Browser();

  /** Returns the properties that pick the store. */
  abstract List<String> store();

  /** Writes an attribute as somebody would who has come into the store. */
  abstract void tamper(SessionKey session, String attribute, byte[] value);

  /** Returns all that the store holds. */
  abstract String dump();

  @BeforeAll
  void start() {
    List<String> properties = new ArrayList<>(store());
    properties.addAll(
        List.of(
            "cloakroom.limits.attribute-size=20MB",
            "cloakroom.limits.session-size=20MB",
            "cloakroom.jdbc.command-timeout=5s",
            "cloakroom.memcached.command-timeout=5s",
            "cloakroom.redis.command-timeout=5s"));
    a = Node.start(properties);
    b = Node.start(properties);
  }

  @AfterAll
  void stop() {
    if (a != null) {
      a.close();
    }
    if (b != null) {
      b.close();
    }
  }

  @BeforeEach
  void freshBrowser() {
    browser.with(null);
  }

  // Fixation

  @Test
  void idThatTheServerDidNotIssueIsNotAdopted() {
    String planted = SessionId.random().value();

    browser.with(planted).get(a, "/write?v=mine");

    assertThat(browser.ticket()).isNotNull().isNotEqualTo(planted);
    assertDead(planted);
  }

  @Test
  void idOfBeforeTheSignInIsDead() {
    browser.get(a, "/write?v=x");
    String planted = ticket();

    signIn(browser, b);

    assertThat(browser.get(a, "/me").body()).isEqualTo("alice");
    assertThat(ticket()).isNotEqualTo(planted);
    assertDead(planted);
    assertThat(new Browser().with(planted).get(b, "/me").statusCode()).isEqualTo(302);
  }

  @Test
  void eachSignInGivesAnotherId() {
    signIn(browser, a);
    String first = ticket();

    signIn(browser, b);

    assertThat(ticket()).isNotEqualTo(first);
    assertDead(first);
  }

  @Test
  void parallelSignInsOnOnePlantedIdLeaveItDead() throws Exception {
    browser.get(a, "/write?v=x");
    String planted = ticket();
    List<CompletableFuture<HttpResponse<String>>> signIns = new ArrayList<>();
    List<Browser> browsers = Stream.generate(Browser::new).limit(6).toList();
    for (Browser each : browsers) {
      each.with(planted);
      Node node = signIns.size() % 2 == 0 ? a : b;
      signIns.add(CompletableFuture.supplyAsync(() -> signIn(each, node)));
    }

    for (CompletableFuture<HttpResponse<String>> signIn : signIns) {
      assertThat(signIn.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(302);
    }

    assertDead(planted);
    Set<String> tickets =
        browsers.stream().map(each -> String.valueOf(each.ticket())).collect(Collectors.toSet());
    assertThat(tickets).hasSameSizeAs(browsers).doesNotContain(planted);
    assertThat(tickets)
        .allMatch(ticket -> new Browser().with(ticket).get(a, "/me").body().equals("alice"));
    // One of them, and no other, took along what was in the session.
    assertThat(tickets)
        .filteredOn(ticket -> new Browser().with(ticket).get(a, "/read").body().equals("x"))
        .hasSizeLessThanOrEqualTo(1);
  }

  // Resurrection

  @ParameterizedTest
  @ValueSource(
      strings = {"/read", "/write?v=y", "/rotate", "/add?item=z", "/idle?seconds=9", "/end", "/me"})
  void idIsDeadAfterTheSignOut(String path) {
    signIn(browser, a);
    String ticket = ticket();
    browser.get(b, "/end");

    HttpResponse<String> response = new Browser().with(ticket).get(a, path);

    assertThat(response.statusCode()).isNotEqualTo(503);
    assertThat(Browser.cookies(response)).noneMatch(cookie -> cookie.contains(ticket));
    assertDead(ticket);
  }

  @Test
  void requestThatSpansItsSessionsExpiryDoesNotBringItBack() throws Exception {
    browser.get(a, "/write?v=x");
    browser.get(a, "/idle?seconds=1");
    String ticket = ticket();
    String gate = UUID.randomUUID().toString();
    CompletableFuture<HttpResponse<String>> slow = browser.later(a, "/slow?v=late&gate=" + gate);
    Gates.of(gate).awaitRequest();
    SessionKey key = key(ticket);
    await().atMost(Duration.ofSeconds(15)).until(() -> repository().find(key) == null);

    Gates.of(gate).open();

    HttpResponse<String> response = slow.get(20, TimeUnit.SECONDS);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Browser.cookies(response)).isEmpty();
    assertDead(ticket);
  }

  // Swapping and guessing

  @Test
  void partsOfTwoTicketsAreNoTicket() {
    browser.get(a, "/write?v=mine");
    String other = Objects.requireNonNull(written("theirs").ticket());

    String mixed = ticket().substring(0, 21) + other.substring(21);

    assertThat(new Browser().with(mixed).get(b, "/read").body()).isEqualTo("null");
    assertThat(new Browser().with(other + "; SESSION=" + ticket()).get(b, "/read").body())
        .isEqualTo("null");
    assertThat(browser.get(b, "/read").body()).isEqualTo("mine");
  }

  @Test
  void whatTheServerShowsOfASessionOpensNothing() {
    String key = browser.get(a, "/write?v=x").body();

    for (String shown : List.of(key, key.substring(2), key.substring(0, 43))) {
      assertThat(new Browser().with(shown).get(b, "/read").body()).isEqualTo("null");
    }
  }

  @Test
  void storeHoldsNothingThatOpensASession() {
    browser.get(a, "/write?v=x");
    signIn(browser, b);
    browser.get(a, "/rotate");

    String dump = dump();

    assertThat(dump).contains(key(ticket()).value()).doesNotContain(ticket());
    for (String word : dump.split("[^A-Za-z0-9_-]+", -1)) {
      if (SessionId.parse(word) != null) {
        assertThat(new Browser().with(word).get(b, "/read").body()).isEqualTo("null");
      }
    }
  }

  // Injection

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP TABLE cloakroom_session; --",
        "\" OR \"\"=\"",
        "$.v",
        "$java",
        "$binary",
        "@class",
        "#",
        "a\\\"b\\\\",
        "{0}",
        ":v",
        "m",
        "n",
        "l",
        "p",
        "*",
        "{slot}",
        "a\r\nFLUSHALL\r\n",
        "\u0001",
        "\u007f",
        "\u00e4\u20ac\ud83d\ude00",
        "__proto__",
        " ",
      })
  void nameOfAnAttributeMeansNothingToTheStore(String name) {
    Browser other = written("theirs");
    browser.get(a, "/write?v=mine");

    String path = "/write?v=" + encoded("value of " + name) + "&name=" + encoded(name);
    assertThat(browser.get(a, path).statusCode()).isEqualTo(200);

    Map<String, byte[]> stored = stored();
    assertThat(stored).containsOnlyKeys("v", name);
    assertThat(new String(stored.get(name), UTF_8)).contains("value of ");
    assertThat(browser.get(b, "/read").body()).isEqualTo("mine");
    assertThat(other.get(b, "/read").body()).isEqualTo("theirs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"' OR '1'='1", "alice:*", "{p:x}", "a\r\nFLUSHALL\r\n", "\u00c4lice "})
  void nameOfAUserMeansNothingToTheStore(String name) {
    HttpResponse<String> response =
        browser.post(a, "/login", "username=" + encoded(name) + "&password=wonderland");

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(browser.get(b, "/me").statusCode()).isEqualTo(302);
  }

  // Tampering

  static Stream<Named<byte[]>> tampered() {
    return Stream.of(
        value("empty", ""),
        value("truncated", "{\"@class\":\"java.util.HashMap\",\"a\":"),
        value("not JSON", "nul"),
        value("two values", "1 2"),
        value("deep", "[".repeat(50_000)),
        value("deep and closed", "[\"java.util.ArrayList\",[".repeat(5000) + "]]".repeat(5000)),
        value("long text", "\"" + "x".repeat(9 << 20) + "\""),
        value("long number", "9".repeat(100_000)),
        value("large exponent", "[\"java.math.BigDecimal\",1e999999999]"),
        value("unknown class", "{\"@class\":\"io.cloakroom.Gone\",\"a\":1}"),
        value("refused class", "{\"@class\":\"org.outsider.Bomb\",\"command\":\"x\"}"),
        value(
            "refused class in a list",
            "[\"java.util.ArrayList\",[{\"@class\":\"org.outsider.Bomb\"}]]"),
        value("array of a refused class", "[\"[Lorg.outsider.Bomb;\",[{\"command\":\"x\"}]]"),
        value("generics of a refused class", "[\"java.util.ArrayList<org.outsider.Bomb>\",[{}]]"),
        value(
            "gadget",
            "{\"@class\":\"com.sun.rowset.JdbcRowSetImpl\",\"dataSourceName\":\"ldap://x\"}"),
        value("class of ours", "{\"@class\":\"io.cloakroom.SessionId\",\"value\":\"x\"}"),
        value("not UTF-8", "\"\u00ff\u00fe\u0080\""),
        value("NUL", "\0\0\0"),
        value("Java", "\1\u00ac\u00ed\0\5sr\0\21org.outsider.Bomb\0\0\0\0\0\0\0\0\2\0\0xp"),
        value("Java, truncated", "\1\u00ac\u00ed\0\5"),
        value("compressed, broken", "\2x\u009c\1\2\3"),
        value("of a newer version", "\7what is this"));
  }

  private static Named<byte[]> value(String name, String bytes) {
    return Named.of(name, bytes.getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @MethodSource("tampered")
  void tamperedAttributeIsAbsentAndStays(byte[] value) {
    browser.get(a, "/write?v=x");
    browser.get(a, "/write?v=kept&name=kept");
    tamper(key(ticket()), "v", value);
    byte[] before = stored().get("v");

    assertThat(browser.get(b, "/read").statusCode()).isEqualTo(200);
    assertThat(browser.get(b, "/read").body()).isEqualTo("null");
    assertThat(browser.get(b, "/write?v=new&name=other").statusCode()).isEqualTo(200);

    Map<String, byte[]> after = stored();
    assertThat(after).containsKeys("kept", "other");
    assertThat(after.get("v")).isEqualTo(before);
    assertThat(browser.get(a, "/write?v=mended").statusCode()).isEqualTo(200);
    assertThat(browser.get(b, "/read").body()).isEqualTo("mended");
  }

  // Limits

  @Test
  void sessionThatGrowsTooLargeStaysAsItWas() {
    browser.get(a, "/write?v=x");
    for (int i = 0; i < 63; i++) {
      browser.get(a, "/write?v=y&name=n" + i);
    }

    HttpResponse<String> tooMany = browser.get(a, "/write?v=y&name=n63");

    assertThat(tooMany.statusCode()).isEqualTo(500);
    assertThat(tooMany.body()).doesNotContain(ticket());
    assertThat(stored()).hasSize(64).doesNotContainKey("n63");
    assertThat(browser.get(b, "/read").body()).isEqualTo("x");
  }

  SessionRepository repository() {
    return b.context().getBean(SessionRepository.class);
  }

  /** Makes a session with an attribute, and asks for it after somebody has been at its record. */
  HttpResponse<String> readAfter(Consumer<SessionKey> tampering) {
    browser.get(a, "/write?v=x");
    tampering.accept(key(ticket()));
    return browser.get(b, "/read");
  }

  void assertOthersAreServed() {
    Browser other = written("theirs");
    assertThat(other.get(b, "/read").body()).isEqualTo("theirs");
  }

  Browser browser() {
    return browser;
  }

  Node node() {
    return a;
  }

  private static Browser written(Node node, String value) {
    Browser other = new Browser();
    other.get(node, "/write?v=" + value);
    return other;
  }

  private Browser written(String value) {
    return written(a, value);
  }

  private static HttpResponse<String> signIn(Browser browser, Node node) {
    return browser.post(node, "/login", "username=alice&password=wonderland");
  }

  private void assertDead(String ticket) {
    assertThat(repository().find(key(ticket))).isNull();
    for (Node node : List.of(a, b)) {
      HttpResponse<String> response = new Browser().with(ticket).get(node, "/read");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("null");
      assertThat(Browser.cookies(response)).isEmpty();
    }
  }

  private String ticket() {
    return Objects.requireNonNull(browser.ticket());
  }

  private static SessionKey key(String ticket) {
    return Objects.requireNonNull(SessionId.parse(ticket)).key();
  }

  private Map<String, byte[]> stored() {
    SessionRecord stored = Objects.requireNonNull(repository().find(key(ticket())));
    return stored.attributes();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
