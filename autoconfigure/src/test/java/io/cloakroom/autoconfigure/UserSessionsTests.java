package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cloakroom.ClientDetails;
import io.cloakroom.SessionKey;
import io.cloakroom.lifecycle.SessionDetails;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.security.StoredSessionRegistry;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.RedisMonitor;
import io.cloakroom.testing.TestServers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.userdetails.User;

/** Users with several sessions, on two nodes with one store. */
class UserSessionsTests {

  /** With encryption; the second node stands behind a proxy. */
  @Nested
  class OnRedis extends OnAStore {

    private final String namespace = UUID.randomUUID().toString();
    private final Endpoint redis = TestServers.redis();
    private final RedisMonitor monitor = new RedisMonitor(redis.port());

    @AfterAll
    void stopListening() {
      monitor.close();
    }

    @Override
    List<String> store() {
      return List.of(
          "cloakroom.store=redis",
          "cloakroom.namespace=" + namespace,
          "cloakroom.encryption.keys=k1:" + TestKeys.random(),
          "spring.data.redis.host=" + redis.host(),
          "spring.data.redis.port=" + redis.port(),
          "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
    }

    @Override
    int roundTrips(Node node, Runnable request) {
      monitor.commands();
      request.run();
      return (int)
          monitor.commands().stream()
              .filter(command -> command.contains(namespace) && !command.contains("\"PTTL\""))
              .count();
    }
  }

  /** With JDK serialization; the second node stands behind a proxy. */
  @Nested
  class OnPostgres extends OnAStore {

    @Override
    List<String> store() {
      List<String> properties =
          new ArrayList<>(JdbcWholeRequestTests.at(TestServers.freshPostgres(), "postgresql"));
      properties.addAll(
          List.of(
              "cloakroom.store=jdbc",
              "cloakroom.serialization.format=java",
              "test.count-statements=true"));
      return properties;
    }

    @Override
    int roundTrips(Node node, Runnable request) {
      CountingDataSource statements = node.context().getBean(CountingDataSource.class);
      statements.reset();
      request.run();
      return statements.calls().size();
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnAStore {

    private static final int LOGINS = 50;
    private static final int LIMIT = 4;
    private static final String PROXIED = "203.0.113.7";

    private Node a;
    private Node b;

    abstract List<String> store();

    abstract int roundTrips(Node node, Runnable request);

    @BeforeAll
    void start() {
      List<String> properties = new ArrayList<>(store());
      properties.addAll(
          List.of(
              "cloakroom.client-details=true",
              "cloakroom.limits.sessions-per-principal=" + LIMIT,
              "cloakroom.jdbc.command-timeout=5s",
              "cloakroom.redis.command-timeout=5s"));
      a = Node.start(UsersApplication.class, properties);
      properties.add("server.forward-headers-strategy=native");
      b = Node.start(UsersApplication.class, properties);
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

    @Test
    void limitIsExactUnderParallelSignIns() throws Exception {
      String user = UsersApplication.LIMITED + UUID.randomUUID();

      List<Browser> browsers = signInAtOnce(user, "/login");

      assertThat(sessions(a).count(user)).isEqualTo(2);
      assertThat(browsers.stream().filter(this::isSignedIn)).hasSize(2);
    }

    @Test
    void limitThatPreventsSignInsIsExactUnderParallelSignIns() throws Exception {
      String user = "strict-" + UUID.randomUUID();

      List<Browser> browsers = signInAtOnce(user, "/strict/login");

      assertThat(sessions(a).count(user)).isEqualTo(2);
      assertThat(browsers.stream().filter(this::isSignedIn)).hasSize(2);
    }

    @Test
    void limitOfThePropertyIsExactUnderParallelSignIns() throws Exception {
      String user = "crowd-" + UUID.randomUUID();

      List<Browser> browsers = signInAtOnce(user, "/login");

      assertThat(sessions(b).count(user)).isEqualTo(LIMIT);
      assertThat(browsers.stream().filter(this::isSignedIn)).hasSize(LIMIT);
    }

    @Test
    void sessionsAreCountedAgainIfATurnWasOver() throws Exception {
      for (boolean prevent : List.of(true, false)) {
        String user = "late-" + UUID.randomUUID();
        List<String> keys = new ArrayList<>();
        List<String> gates = List.of(user + "-1", user + "-2");
        List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
        for (String gate : gates) {
          running.add(
              new Browser()
                  .later(
                      running.isEmpty() ? a : b,
                      "/late?user=%s&prevent=%s&gate=%s".formatted(user, prevent, gate)));
          Gates.of(gate).awaitRequest();
        }
        for (int i = 0; i < gates.size(); i++) {
          Gates.of(gates.get(i)).open();
          keys.add(running.get(i).get(20, TimeUnit.SECONDS).body());
        }

        assertThat(sessions(a).of(user))
            .extracting(session -> session.key().value())
            .containsExactly(keys.get(prevent ? 0 : 1));
      }
    }

    @Test
    void signInBeyondTheLimitEndsTheLeastRecentlyUsedOnTheOtherNode() {
      String user = UsersApplication.LIMITED + UUID.randomUUID();
      Browser first = signIn(a, user);
      Browser second = signIn(a, user);

      Browser third = signIn(b, user);

      assertThat(isSignedIn(first)).isFalse();
      assertThat(isSignedIn(second)).isTrue();
      assertThat(isSignedIn(third)).isTrue();
    }

    @Test
    void signInAgainInOneSessionEndsNoOther() {
      String user = UsersApplication.LIMITED + UUID.randomUUID();
      Browser first = signIn(a, user);
      Browser second = signIn(b, user);

      second.post(a, "/login", form(user));

      assertThat(isSignedIn(first)).isTrue();
      assertThat(isSignedIn(second)).isTrue();
    }

    @Test
    void sessionThatASignInFilterMakesIsCountedToo() {
      String user = UsersApplication.LIMITED + UUID.randomUUID();
      for (int i = 0; i < 4; i++) {
        Browser browser = new Browser();
        browser.get(a, "/write?name=v&v=x");
        browser.post(b, "/login", form(user));
      }

      assertThat(sessions(b).count(user)).isEqualTo(2);
    }

    @Test
    void readOfASignedInUserCostsOneRoundTrip() {
      Browser browser = signIn(a, UsersApplication.LIMITED + UUID.randomUUID());
      assertThat(isSignedIn(browser)).isTrue();

      assertThat(roundTrips(a, () -> browser.get(a, "/me"))).isEqualTo(1);
    }

    @Test
    void registryKnowsTheSessionsOfAllNodes() {
      String user = "known-" + UUID.randomUUID();
      Browser first = signIn(a, user);
      Browser second = signIn(b, user);
      SessionRegistry registry = b.context().getBean(SessionRegistry.class);
      assertThat(registry).isInstanceOf(StoredSessionRegistry.class);

      assertThat(registry.getAllPrincipals()).contains(user);
      List<SessionInformation> all =
          registry.getAllSessions(
              User.withUsername(user).password("").authorities(List.of()).build(), false);
      assertThat(all)
          .extracting(SessionInformation::getSessionId)
          .containsExactlyInAnyOrder(key(first).value(), key(second).value());

      SessionInformation found =
          Objects.requireNonNull(registry.getSessionInformation(key(first).value()));
      assertThat(found.getPrincipal()).isEqualTo(user);
      assertThat(found.isExpired()).isFalse();
      found.expireNow();

      assertThat(found.isExpired()).isTrue();
      assertThat(isSignedIn(first)).isFalse();
      assertThat(isSignedIn(second)).isTrue();
      assertThat(registry.getSessionInformation(found.getSessionId())).isNull();
      assertThat(registry.getSessionInformation("no key")).isNull();
    }

    @Test
    void userEndsHisOwnSessionsOnly() {
      String user = "alice-" + UUID.randomUUID();
      String other = "bob-" + UUID.randomUUID();
      Browser first = signIn(a, user);
      Browser second = signIn(b, user);
      Browser third = signIn(b, user);
      Browser others = signIn(a, other);
      Sessions sessions = sessions(a);
      SessionKey ended = key(first);

      assertThat(sessions.end(user, key(others))).isFalse();
      assertThat(isSignedIn(others)).isTrue();

      assertThat(sessions.end(user, ended)).isTrue();
      assertThat(sessions.end(user, ended)).isFalse();
      assertThat(first.get(b, "/me").statusCode()).isEqualTo(401);

      assertThat(sessions.endAllBut(user, key(second))).isEqualTo(1);
      assertThat(isSignedIn(third)).isFalse();
      assertThat(isSignedIn(second)).isTrue();

      assertThat(sessions.endAll(user)).isEqualTo(1);
      assertThat(isSignedIn(second)).isFalse();
      assertThat(sessions.of(user)).isEmpty();
      assertThat(isSignedIn(others)).isTrue();
    }

    @Test
    void sessionsAreListedAndCounted() {
      String user = "listed-" + UUID.randomUUID();
      Browser first = signIn(a, user);
      Browser second = signIn(b, user);
      Sessions sessions = sessions(b);

      assertThat(sessions.of(user))
          .extracting(SessionDetails::key)
          .containsExactly(key(second), key(first));
      assertThat(sessions.count(user)).isEqualTo(2);
      assertThat(sessions.count()).isGreaterThanOrEqualTo(2);
      assertThat(sessions.principals()).contains(user);
      SessionDetails found = Objects.requireNonNull(sessions.find(key(first)));
      assertThat(found.principal()).isEqualTo(user);
      assertThat(found.createdAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
      assertThat(found.lastUsedAt()).isAfterOrEqualTo(found.createdAt());
      assertThat(found.idle()).isPositive();
    }

    @Test
    void listenersAreToldOfASessionThatWasEndedFromOutside() {
      Browser browser = new Browser();
      String user = "heard-" + UUID.randomUUID();
      browser.get(a, "/write?name=v&v=kept");
      browser.post(a, "/login", form(user));
      SessionKey key = key(browser);

      sessions(b).end(key);

      assertThat(UsersApplication.DESTROYED.stream().filter(each -> each.startsWith(key.value())))
          .containsExactly(key + " kept");
    }

    @Test
    void slowRequestDoesNotBringBackAnEndedSession() throws Exception {
      String user = "slow-" + UUID.randomUUID();
      Browser browser = signIn(a, user);
      String gate = UUID.randomUUID().toString();
      SessionKey key = key(browser);
      CompletableFuture<HttpResponse<String>> running = browser.later(a, "/slow?gate=" + gate);
      Gates.of(gate).awaitRequest();

      assertThat(sessions(b).end(key)).isTrue();
      Gates.of(gate).open();
      HttpResponse<String> slow = running.get(20, TimeUnit.SECONDS);

      assertThat(slow.statusCode()).isEqualTo(200);
      assertThat(Browser.cookies(slow)).isEmpty();
      assertThat(isSignedIn(browser)).isFalse();
      assertThat(sessions(a).count(user)).isZero();
    }

    @Test
    void logoutEndsASessionThatGetsAnotherIdMeanwhile() throws Exception {
      String user = "leaving-" + UUID.randomUUID();
      Browser browser = signIn(a, user);
      Browser elsewhere = signIn(a, user);
      String gate = UUID.randomUUID().toString();
      CompletableFuture<HttpResponse<String>> leaving = browser.later(a, "/end?gate=" + gate);
      Gates.of(gate).awaitRequest();

      browser.get(b, "/rotate");
      Browser renamed = new Browser().with(browser.ticket());
      assertThat(isSignedIn(renamed)).isTrue();
      Gates.of(gate).open();

      assertThat(leaving.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(isSignedIn(renamed)).isFalse();
      assertThat(isSignedIn(elsewhere)).isTrue();
      assertThat(sessions(a).count(user)).isEqualTo(1);
    }

    @Test
    void clientIsRecordedAtTheSignIn() {
      String user = "client-" + UUID.randomUUID();
      Visitor visitor = new Visitor(List.of(b));
      visitor.get("/write?name=v&v=x");
      visitor.post(
          "/login",
          form(user),
          "X-Forwarded-For",
          PROXIED,
          "User-Agent",
          "Test/1.0 (a \t browser) " + "x".repeat(300));
      visitor.get("/write?name=v&v=y", "User-Agent", "another", "X-Forwarded-For", "203.0.113.9");

      ClientDetails client =
          Objects.requireNonNull(Objects.requireNonNull(sessions(a).of(user).get(0)).client());

      assertThat(client.address()).isEqualTo(PROXIED);
      assertThat(client.userAgent()).startsWith("Test/1.0 (a  browser) xxx").hasSize(256);
      assertThat(client.signedInAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
      String names = visitor.get("/names?of=" + ClientDetails.ATTRIBUTE).body();
      assertThat(names).contains("v").doesNotContain("io.cloakroom").endsWith(" null");
      assertThat(visitor.get("/write?v=x&name=" + ClientDetails.ATTRIBUTE).statusCode())
          .isEqualTo(500);
      SessionKey key = Objects.requireNonNull(sessions(a).of(user).get(0)).key();
      assertThat(
              Objects.requireNonNull(a.context().getBean(SessionRepository.class).find(key))
                  .attributes())
          .containsKey(ClientDetails.ATTRIBUTE);
    }

    @Test
    void headerOfAClientIsNotBelieved() {
      String user = "liar-" + UUID.randomUUID();
      new Visitor(List.of(a)).post("/login", form(user), "X-Forwarded-For", PROXIED);

      ClientDetails client = Objects.requireNonNull(sessions(b).of(user).get(0).client());

      assertThat(client.address()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void recordOfTheClientCostsNoRoundTrip() {
      Browser browser = new Browser();
      browser.get(a, "/write?name=v&v=x");
      String user = "cheap-" + UUID.randomUUID();
      browser.post(a, "/login", form(user));
      Browser again = signIn(a, user);

      assertThat(roundTrips(a, () -> again.get(a, "/write?name=v&v=y"))).isEqualTo(2);
    }

    private static Sessions sessions(Node node) {
      return node.context().getBean(Sessions.class);
    }

    private Browser signIn(Node node, String user) {
      Browser browser = new Browser();
      HttpResponse<String> response = browser.post(node, "/login", form(user));
      assertThat(Visitor.location(response)).startsWith("/me");
      return browser;
    }

    private static String form(String user) {
      return "username=" + user + "&password=" + UsersApplication.PASSWORD.replace(" ", "+");
    }

    private boolean isSignedIn(Browser browser) {
      return browser.get(a, "/me").statusCode() == 200;
    }

    private SessionKey key(Browser browser) {
      String body = browser.get(b, "/me").body();
      return Objects.requireNonNull(SessionKey.parse(body.substring(body.indexOf(' ') + 1)));
    }

    private List<Browser> signInAtOnce(String user, String path) throws Exception {
      ExecutorService people = Executors.newFixedThreadPool(LOGINS);
      try {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Browser>> running = new ArrayList<>();
        for (int i = 0; i < LOGINS; i++) {
          Node node = i % 2 == 0 ? a : b;
          running.add(
              people.submit(
                  () -> {
                    Browser browser = new Browser();
                    start.await();
                    HttpResponse<String> answer = browser.post(node, path, form(user));
                    assertThat(answer.statusCode()).isEqualTo(302);
                    return browser;
                  }));
        }
        start.countDown();
        List<Browser> browsers = new ArrayList<>();
        for (Future<Browser> each : running) {
          browsers.add(each.get(60, TimeUnit.SECONDS));
        }
        return browsers;
      } finally {
        people.shutdownNow();
      }
    }
  }
}
