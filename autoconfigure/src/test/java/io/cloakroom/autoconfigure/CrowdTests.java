package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.repository.SessionRepository;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of sessions that hold while many sign in at once, on two nodes with one store. */
class CrowdTests {

  @Nested
  class OnRedis extends OnAStore {

    @Override
    List<String> store() {
      return StoreProperties.redis();
    }
  }

  @Nested
  class OnPostgres extends OnAStore {

    @Override
    List<String> store() {
      return StoreProperties.postgres();
    }
  }

  @Nested
  class OnRedisWithTheUserInAToken extends OnAStore {

    @Override
    List<String> store() {
      List<String> properties = new ArrayList<>(StoreProperties.redis());
      properties.addAll(HybridProperties.carrying("SPRING_SECURITY_CONTEXT"));
      properties.removeIf(property -> property.startsWith("cloakroom.jwt.revocation-delay"));
      properties.add("cloakroom.jwt.revocation-delay=1s");
      return properties;
    }

    /** A node that has heard of a later revocation has heard of all. */
    @Override
    void settle(List<Node> nodes) {
      for (int i = 0; i < nodes.size(); i++) {
        Node other = nodes.get(1 - i);
        String marker = "marker-" + UUID.randomUUID();
        Browser browser = new Browser();
        browser.post(other, "/unlimited/login", "username=" + marker + "&password=pw");
        assertThat(browser.get(other, "/unlimited/me").statusCode()).isEqualTo(200);

        nodes.get(i).context().getBean(Sessions.class).endAll(marker);

        await()
            .pollInterval(Duration.ofMillis(20))
            .until(() -> browser.get(other, "/unlimited/me").statusCode() != 200);
      }
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnAStore {

    private static final int CROWD = 50;

    private final List<Node> nodes = new ArrayList<>();
    private final String user = "user-" + UUID.randomUUID();

    abstract List<String> store();

    /** Waits until each node knows what another one ended. */
    void settle(List<Node> nodes) {}

    @BeforeAll
    void start() {
      List<String> properties = new ArrayList<>(store());
      properties.addAll(
          List.of(
              "cloakroom.cleanup.enabled=false",
              "cloakroom.limits.sessions-per-principal=4",
              "cloakroom.redis.command-timeout=10s",
              "cloakroom.jdbc.command-timeout=10s"));
      nodes.add(Node.start(CrowdApplication.class, properties));
      nodes.add(Node.start(CrowdApplication.class, properties));
    }

    @AfterAll
    void stop() {
      nodes.forEach(Node::close);
    }

    @ParameterizedTest
    @CsvSource({"three, 3", "one, 1", "migrated, 1", "by-user, 1", "unlimited, 4"})
    void crowdLeavesAsManySessionsAsAreAllowed(String path, int allowed) throws Exception {
      String name = path + "-" + user;

      List<Browser> crowd = crowd(path, name);

      List<Browser> live = live(path, crowd);
      assertThat(live).hasSize(allowed);
      assertThat(stored(name)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"three, 3", "one, 1", "migrated, 1", "unlimited, 4"})
    void crowdThatHasSessionsAlreadyLeavesAsMany(String path, int allowed) throws Exception {
      String name = path + "-had-" + user;
      List<Browser> earlier = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        earlier.add(signedIn(path, name));
      }

      List<Browser> crowd = crowd(path, name);

      assertThat(live(path, crowd)).hasSize(allowed);
      assertThat(live(path, earlier)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"refusing, 3", "refusing-new, 1"})
    void crowdIsRefusedButForAsManyAsAreAllowed(String path, int allowed) throws Exception {
      String name = path + "-" + user;

      List<Browser> crowd = crowd(path, name);

      assertThat(live(path, crowd)).hasSize(allowed);
      assertThat(stored(name)).isEqualTo(allowed);
      assertThat(location(signIn(0, new Browser(), path, name))).endsWith("/refused");
    }

    @Test
    void placeOfOneWhoSignsOutIsFreeAtOnce() {
      String name = "leaving-" + user;
      Browser first = signedIn("refusing-new", name);
      assertThat(location(signIn(1, new Browser(), "refusing-new", name))).endsWith("/refused");

      first.post(nodes.get(1), "/refusing-new/logout", "");

      assertThat(location(signIn(0, new Browser(), "refusing-new", name))).endsWith("/me");
    }

    @Test
    void whoSignsInAgainInHisSessionIsNotRefused() {
      String name = "again-" + user;
      Browser browser = signedIn("refusing-new", name);

      assertThat(location(signIn(1, browser, "refusing-new", name))).endsWith("/me");

      assertThat(live("refusing-new", List.of(browser))).hasSize(1);
      assertThat(stored(name)).isEqualTo(1);
    }

    @Test
    void refusedSignInLeavesTheAnonymousSessionAsItWas() {
      String name = "cart-" + user;
      signedIn("refusing-new", name);
      Browser browser = new Browser();
      browser.get(nodes.get(0), "/open/write?v=coat");

      assertThat(location(signIn(1, browser, "refusing-new", name))).endsWith("/refused");

      assertThat(browser.get(nodes.get(0), "/open/read").body()).isEqualTo("coat");
      assertThat(live("refusing-new", List.of(browser))).isEmpty();
    }

    @Test
    void endedSessionIsDeadOnItsNodeAndSlowRequestsOfItChangeNothing() throws Exception {
      String name = "slow-" + user;
      Browser first = signedIn("one", name);
      String gate = UUID.randomUUID().toString();
      CompletableFuture<HttpResponse<String>> slow =
          first.later(nodes.get(0), "/one/slow?v=late&gate=" + gate);
      Gates.of(gate).awaitRequest();

      Browser second = new Browser();
      assertThat(location(signIn(1, second, "one", name))).endsWith("/me");
      Gates.of(gate).open();

      assertThat(Browser.cookies(slow.get(20, TimeUnit.SECONDS))).isEmpty();
      HttpResponse<String> next = first.get(nodes.get(0), "/one/me");
      assertThat(location(next)).endsWith("/sign-in");
      assertThat(live("one", List.of(first, second))).containsExactly(second);
    }

    @Test
    void limitIsThatOfTheUser() {
      List<Browser> browsers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        browsers.add(signedIn("by-user", "admin-" + user));
      }

      assertThat(live("by-user", browsers)).hasSize(4);
    }

    @Test
    void failureAfterASignInKeepsNobodyElseWaiting() {
      String name = "failing-" + user;
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> failed =
            new Browser()
                .post(
                    nodes.get(i % 2), "/one/login", "username=" + name + "&password=pw&fails=yes");
        assertThat(failed.statusCode()).isEqualTo(500);
      }
      long began = System.nanoTime();

      signedIn("one", name);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"three", "unlimited"})
    void sessionsWhoseIdsChangeMeanwhileCount(String path) throws Exception {
      String name = "rotating-" + path + user;
      int allowed = path.equals("three") ? 3 : 4;
      List<Browser> crowd = new ArrayList<>();
      ExecutorService executor = Executors.newFixedThreadPool(2);
      try {
        for (int i = 0; i < 10; i++) {
          Browser newest = signedIn(path, name);
          crowd.add(newest);
          List<CompletableFuture<?>> running = new ArrayList<>();
          running.add(
              CompletableFuture.runAsync(
                  () -> {
                    for (int j = 0; j < 6; j++) {
                      newest.get(nodes.get(j % 2), "/open/rotate");
                    }
                  },
                  executor));
          Browser next = new Browser();
          crowd.add(next);
          running.add(CompletableFuture.runAsync(() -> signIn(1, next, path, name), executor));
          for (CompletableFuture<?> each : running) {
            each.get(30, TimeUnit.SECONDS);
          }
          assertThat(stored(name)).isLessThanOrEqualTo(allowed);
        }
      } finally {
        executor.shutdownNow();
      }
      assertThat(live(path, crowd)).hasSize(allowed);
    }

    /** Returns browsers that all signed in at the same time, half of them on each node. */
    private List<Browser> crowd(String path, String name) throws Exception {
      List<Browser> browsers = new ArrayList<>();
      CrowdApplication.CROWDS.put(name, new CyclicBarrier(CROWD));
      ExecutorService executor = Executors.newFixedThreadPool(CROWD);
      try {
        List<CompletableFuture<?>> running = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
          int number = i;
          Browser browser = new Browser();
          browsers.add(browser);
          if (i % 3 == 0) {
            browser.get(nodes.get(i % 2), "/open/write?v=anonymous");
          }
          running.add(
              CompletableFuture.runAsync(
                  () -> {
                    HttpResponse<String> response = signIn(number % 2, browser, path, name);
                    assertThat(location(response))
                        .endsWith(path.startsWith("refusing") ? "" : "/me");
                  },
                  executor));
        }
        for (CompletableFuture<?> each : running) {
          each.get(60, TimeUnit.SECONDS);
        }
      } finally {
        CrowdApplication.CROWDS.remove(name);
        executor.shutdownNow();
      }
      return browsers;
    }

    private Browser signedIn(String path, String name) {
      Browser browser = new Browser();
      assertThat(location(signIn(0, browser, path, name))).endsWith("/me");
      return browser;
    }

    private HttpResponse<String> signIn(int node, Browser browser, String path, String name) {
      return browser.post(
          nodes.get(node), "/" + path + "/login", "username=" + name + "&password=pw");
    }

    private List<Browser> live(String path, List<Browser> browsers) {
      settle(nodes);
      List<Browser> live = new ArrayList<>();
      for (int i = 0; i < browsers.size(); i++) {
        // On the other node than that of the sign-in.
        Browser browser = browsers.get(i);
        if (browser.get(nodes.get((i + 1) % 2), "/" + path + "/me").statusCode() == 200) {
          live.add(browser);
        }
      }
      return live;
    }

    private int stored(String name) {
      SessionRepository store = nodes.get(0).context().getBean(SessionRepository.class);
      return Objects.requireNonNull(store.principalIndex().orElse(null)).find(name).size();
    }

    private static String location(HttpResponse<String> response) {
      return response.headers().firstValue("Location").orElse("nowhere: " + response.statusCode());
    }
  }
}
