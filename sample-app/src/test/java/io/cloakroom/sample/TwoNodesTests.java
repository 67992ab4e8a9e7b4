package io.cloakroom.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.sample.Visitor.Page;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise of it all: a node dies, and its visitors notice nothing. */
class TwoNodesTests {

  @TempDir private Path folder = Path.of("");

  @Test
  void redisKeepsCartAndLoginWhenNodeIsKilled() {
    Endpoint redis = TestServers.redis();
    cartAndLoginSurviveTheirNode(redis(redis.host(), redis.port(), "killed"));
  }

  @Test
  void postgresKeepsCartAndLoginWhenNodeIsKilled() {
    Endpoint postgres = TestServers.freshPostgres();
    cartAndLoginSurviveTheirNode(
        List.of(
            "--spring.profiles.active=postgres",
            "--spring.datasource.url=" + postgres.jdbcUrl("postgresql"),
            "--spring.datasource.username=" + postgres.user(),
            "--spring.datasource.password=" + postgres.password()));
  }

  @Test
  void memcachedKeepsCartAndLoginWhenNodeIsKilled() {
    Endpoint memcached = TestServers.memcached();
    cartAndLoginSurviveTheirNode(
        List.of(
            "--spring.profiles.active=memcached",
            "--cloakroom.memcached.servers=" + memcached.host() + ":" + memcached.port(),
            "--cloakroom.namespace=sample:killed"));
  }

  /** Memcached finds nobody's sessions. */
  @Test
  void pagesSayWhatTheStoreCannotDo() {
    Endpoint memcached = TestServers.memcached();
    List<String> store =
        List.of(
            "--spring.profiles.active=memcached",
            "--cloakroom.memcached.servers=" + memcached.host() + ":" + memcached.port(),
            "--cloakroom.namespace=sample:pages");
    try (ShopNode node = ShopNode.launch("A", folder, store)) {
      Visitor visitor = new Visitor(node.port());
      visitor.submit(
          visitor.get("/devices"), "/login", "username", "carol", "password", "concierge");

      Page shop = visitor.get("/");
      assertThat(shop.html()).doesNotContain("/admin");
      assertThat(shop.text("user")).isEqualTo("carol");
      assertThat(shop.text("store")).isEqualTo("Memcached");
      Page devices = visitor.get("/devices");
      assertThat(devices.html()).contains("cannot find your other sessions");
      assertThat(devices.html()).doesNotContain("Sign out everywhere");
      assertThat(visitor.submit(devices, "/devices/end-all").status()).isEqualTo(404);
      assertThat(visitor.get("/admin").status()).isEqualTo(404);
      assertThat(node.log()).doesNotContain(" WARN ", " ERROR ");
    }
  }

  /** The default, as the comment in application.yml promises. */
  @Test
  void sharedFileKeepsCartAndLoginWhenNodeIsKilled() {
    cartAndLoginSurviveTheirNode(List.of());
  }

  /** Who is signed in is in the visitor's cookie, and the cart in Redis. */
  @Test
  void hybridKeepsCartAndLoginWhenNodeIsKilled() {
    Endpoint redis = TestServers.redis();
    List<String> store = new ArrayList<>(redis(redis.host(), redis.port(), "hybrid"));
    store.set(0, "--spring.profiles.active=hybrid");
    cartAndLoginSurviveTheirNode(store);
  }

  /** Nothing is kept anywhere but in the visitor's cookie. */
  @Test
  void tokenKeepsCartAndLoginWhenNodeIsKilled() {
    cartAndLoginSurviveTheirNode(List.of("--spring.profiles.active=jwt"));
    assertThat(folder.resolve("data")).as("database").doesNotExist();
  }

  /** Each of them shows the user and the size of the cart, and has a form. */
  @Test
  void hybridPagesThatOnlyReadAskNoStore() {
    Endpoint redis = TestServers.redis();
    List<String> store = new ArrayList<>(redis(redis.host(), redis.port(), "read"));
    store.set(0, "--spring.profiles.active=hybrid");
    try (ShopNode node = ShopNode.launch("A", folder, store)) {
      Visitor visitor = signedIn(node.port());
      visitor.add("trench");
      List<String> pages = List.of("/", "/cart", "/checkout", "/where");

      List<Page> seen = pages.stream().map(visitor::get).toList();

      assertThat(seen).extracting(Page::path).isEqualTo(pages);
      assertThat(seen).extracting(page -> page.text("cart-size")).containsOnly("1");
      assertThat(seen).extracting(page -> page.text("user")).containsOnly("alice");
      Page where = visitor.get("/where");
      assertThat(where.text("calls")).isEqualTo("do nothing");
      for (String page : pages) {
        assertThat(callsOfLast(page, where)).as(page).isEqualTo("–");
      }
      assertThat(where.text("store")).contains("Redis", "token");
      assertThat(where.text("cost")).contains("what your token holds costs nothing");
      assertThat(where.html()).contains("Your token holds", "CSRF_TOKEN", "cart");
      assertThat(visitor.get("/devices").html()).contains("This one");
      assertThat(node.log()).doesNotContain(" WARN ", " ERROR ");
    }
  }

  @Test
  void tokenPagesSayThatThereIsNoStore() {
    try (ShopNode node = ShopNode.launch("A", folder, List.of("--spring.profiles.active=jwt"))) {
      Visitor visitor = signedIn(node.port());

      Page where = visitor.get("/where");
      Page devices = visitor.get("/devices");

      assertThat(where.text("store")).contains("tokens", "cookies");
      assertThat(where.text("cost")).contains("no store to ask");
      assertThat(where.html()).doesNotContain("costs", "told to the store");
      assertThat(devices.html())
          .contains("nobody knows where you are signed in", "You can only sign out there")
          .doesNotContain("This store", "Sign out everywhere");
      assertThat(node.log()).doesNotContain(" WARN ", " ERROR ");
    }
  }

  @Test
  void tokensAreTakenBackByRedis() {
    Endpoint redis = TestServers.redis();
    signOutEverywhereCountsOnTheOtherNode(
        List.of(
            "--spring.profiles.active=jwt",
            "--cloakroom.jwt.revocation=redis",
            "--spring.data.redis.host=" + redis.host(),
            "--spring.data.redis.port=" + redis.port(),
            "--cloakroom.namespace=sample:revoked"));
  }

  /** With nothing to install: the shop's database is a file. */
  @Test
  void tokensAreTakenBackByTheDatabase() {
    signOutEverywhereCountsOnTheOtherNode(
        List.of("--spring.profiles.active=jwt", "--cloakroom.jwt.revocation=jdbc"));
  }

  @Test
  void cartIsSafeWhileTheStoreIsAway() {
    try (NativeServer redis = NativeServer.redis();
        ShopNode node = ShopNode.launch("A", folder, impatient(redis.port()))) {
      Visitor visitor = new Visitor(node.port());
      visitor.add("mittens");

      redis.freeze();
      Page away = visitor.get("/cart");
      redis.thaw();

      assertThat(away.status()).isEqualTo(503);
      assertThat(away.html()).contains("The store is away", "Your cart is safe");
      Page back = untilServed(visitor, "/cart");
      assertThat(back.text("cart-size")).isEqualTo("1");
    }
  }

  private void cartAndLoginSurviveTheirNode(List<String> store) {
    try (ShopNode a = ShopNode.launch("A", folder, store)) {
      Visitor visitor = new Visitor(a.port());
      try (ShopNode b = ShopNode.launch("B", folder, store)) {
        visitor.add("trench");
        visitor.submit(
            visitor.get("/checkout"), "/login", "username", "alice", "password", "wonderland");
        Page onA = visitor.add("umbrella");
        assertThat(onA.text("node")).isEqualTo("A");
        assertThat(onA.text("cart-size")).isEqualTo("2");
        int portOfB = b.port();

        a.kill();
        visitor.moveTo(portOfB);
        Page onB = untilServed(visitor, "/cart");

        assertThat(onB.text("node")).isEqualTo("B");
        assertThat(onB.text("user")).isEqualTo("alice");
        assertThat(onB.text("cart-size")).isEqualTo("2");
        assertThat(onB.text("total")).isEqualTo("€ 223.00");
        Page thanks = visitor.submit(visitor.get("/checkout"), "/checkout");
        assertThat(thanks.text("order")).matches("C-\\d{6}");
        assertThat(a.log() + b.log()).doesNotContain(" WARN ", " ERROR ");
      }
    }
  }

  private void signOutEverywhereCountsOnTheOtherNode(List<String> store) {
    try (ShopNode a = ShopNode.launch("A", folder, store)) {
      Visitor laptop = signedIn(a.port());
      try (ShopNode b = ShopNode.launch("B", folder, store)) {
        Visitor phone = signedIn(b.port());

        Page others = laptop.submit(laptop.get("/devices"), "/devices/end-others");
        assertThat(others.html()).contains("nobody knows where you are signed in");
        assertThat(others.html()).contains("Signed out on other devices.");
        untilSignedOut(phone);

        Visitor tablet = signedIn(b.port());
        Page bye = laptop.submit(laptop.get("/devices"), "/devices/end-all");
        assertThat(bye.html()).contains("You are signed out");
        assertThat(laptop.get("/devices").path()).isEqualTo("/login");
        untilSignedOut(tablet);
        assertThat(a.log() + b.log()).doesNotContain(" WARN ", " ERROR ");
      }
    }
  }

  private static Visitor signedIn(int port) {
    Visitor visitor = new Visitor(port);
    visitor.submit(visitor.get("/login"), "/login", "username", "alice", "password", "wonderland");
    assertThat(visitor.get("/devices").path()).isEqualTo("/devices");
    return visitor;
  }

  /** Returns what the page about costs says of the latest request of another page. */
  private static String callsOfLast(String path, Page where) {
    return where.find(Pattern.compile(">GET " + path + "</code></td>\\s*<td>([^<]*)</td>"));
  }

  private static void untilSignedOut(Visitor visitor) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> visitor.get("/devices").path().equals("/login"));
  }

  /** The store may need a moment: the shared file changes hands when its first node dies. */
  private static Page untilServed(Visitor visitor, String path) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> visitor.get(path), page -> page.status() != 503);
  }

  private static List<String> impatient(int port) {
    List<String> store = new ArrayList<>(redis("127.0.0.1", port, "away"));
    store.add("--cloakroom.redis.command-timeout=2s");
    return store;
  }

  private static List<String> redis(String host, int port, String namespace) {
    return List.of(
        "--spring.profiles.active=redis",
        "--spring.data.redis.host=" + host,
        "--spring.data.redis.port=" + port,
        "--cloakroom.namespace=sample:" + namespace);
  }
}
