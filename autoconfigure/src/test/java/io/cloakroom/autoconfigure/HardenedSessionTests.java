package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.NewSession;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.SessionRepository;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Lifetimes, timeouts and budgets of sessions that two nodes share. */
class HardenedSessionTests {

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

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @ExtendWith(OutputCaptureExtension.class)
  abstract static class OnAStore {

    private static final Duration FULL = Duration.ofMinutes(30);
    private static final Duration ANONYMOUS = Duration.ofMinutes(5);
    private static final Duration UNUSED = Duration.ofMinutes(20);

    private final List<Node> nodes = new ArrayList<>();

    abstract List<String> store();

    @BeforeAll
    void start() {
      List<String> properties = new ArrayList<>(store());
      properties.addAll(
          List.of(
              "cloakroom.anonymous-timeout=5m",
              "cloakroom.skip-empty-sessions=true",
              "cloakroom.touch.exclude=/poll/**",
              "cloakroom.cleanup.interval=200ms",
              "cloakroom.jdbc.expiry-bucket=1s",
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
    void signInMakesTheShortTimeoutOfAnAnonymousSessionTheFullOne() {
      Visitor visitor = new Visitor(nodes);
      visitor.get("/write?v=x");
      assertThat(stored(visitor).idle()).isEqualTo(ANONYMOUS);

      signIn(visitor, "alice");

      SessionRecord session = stored(visitor);
      assertThat(session.idle()).isEqualTo(FULL);
      assertThat(session.principal()).isEqualTo("alice");
      assertThat(lifetime(session)).isBetween(Duration.ofHours(11), Duration.ofHours(12));
      assertThat(visitor.get("/read").body()).isEqualTo("x");
    }

    @Test
    void policySaysByRoleHowLongASessionLives() {
      Visitor visitor = new Visitor(nodes);

      signIn(visitor, "boss");

      SessionRecord session = stored(visitor);
      assertThat(session.idle()).isEqualTo(Duration.ofMinutes(15));
      assertThat(lifetime(session)).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void timeoutThatTheApplicationSetPrecedesThePolicy() {
      Visitor before = new Visitor(nodes);
      before.get("/write?v=x");
      before.get("/idle?seconds=5400");
      signIn(before, "boss");
      assertThat(stored(before).idle()).isEqualTo(Duration.ofMinutes(90));

      Visitor after = new Visitor(nodes);
      signIn(after, "boss");
      after.get("/idle?seconds=5400");
      after.get("/write?v=x");
      assertThat(stored(after).idle()).isEqualTo(Duration.ofMinutes(90));
      signIn(after, "boss");
      assertThat(stored(after).idle()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void rememberedSessionOutlivesWhatIsConfigured() {
      Duration month = Duration.ofDays(30);
      Visitor visitor = new Visitor(nodes);
      visitor.get("/write?v=x");

      HttpResponse<String> signedIn =
          visitor.post("/login", Map.of("username", "boss", "password", "pw", "remember-me", "on"));

      assertThat(signedIn.headers().allValues("Set-Cookie"))
          .singleElement()
          .asString()
          .contains("Max-Age=" + month.toSeconds());
      SessionRecord session = stored(visitor);
      assertThat(session.idle()).isEqualTo(month);
      assertThat(lifetime(session)).isBetween(month.minusMinutes(1), month);
      visitor.get("/write?v=y");
      assertThat(lifetime(stored(visitor))).isBetween(month.minusMinutes(1), month);
      assertThat(visitor.get("/read").headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void otherUserOfARememberedSessionIsNotRemembered() {
      Visitor visitor = new Visitor(nodes);
      visitor.post("/login", Map.of("username", "alice", "password", "pw", "remember-me", "on"));

      HttpResponse<String> signedIn =
          visitor.post("/login", Map.of("username", "boss", "password", "pw"));

      assertThat(signedIn.headers().allValues("Set-Cookie"))
          .singleElement()
          .asString()
          .doesNotContain("Max-Age");
      SessionRecord session = stored(visitor);
      assertThat(session.principal()).isEqualTo("boss");
      assertThat(session.idle()).isEqualTo(Duration.ofMinutes(15));
      assertThat(lifetime(session)).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void rememberedUserWhoSignsInAgainStaysRemembered() {
      Duration month = Duration.ofDays(30);
      Visitor visitor = new Visitor(nodes);
      visitor.post("/login", Map.of("username", "alice", "password", "pw", "remember-me", "on"));

      HttpResponse<String> again =
          visitor.post("/login", Map.of("username", "alice", "password", "pw"));

      assertThat(again.headers().allValues("Set-Cookie"))
          .singleElement()
          .asString()
          .contains("Max-Age=" + month.toSeconds());
      SessionRecord session = stored(visitor);
      assertThat(session.idle()).isEqualTo(month);
      assertThat(lifetime(session)).isBetween(month.minusMinutes(1), month);
    }

    @Test
    void onlyASignInBeginsTheMaximumLifetimeAnew() {
      Visitor visitor = new Visitor(nodes);
      signIn(visitor, "alice");
      Instant first = Objects.requireNonNull(stored(visitor).endsAt());

      visitor.get("/write?v=x");
      visitor.get("/read");
      visitor.get("/rotate");
      visitor.get("/idle?seconds=1000");
      visitor.post("/login", Map.of("username", "alice", "password", "wrong"));
      assertThat(stored(visitor).endsAt()).isEqualTo(first);

      signIn(visitor, "alice");

      assertThat(stored(visitor).endsAt()).isAfter(first);
      assertThat(visitor.get("/read").body()).as("it is still the same session").isEqualTo("x");
    }

    @Test
    void sessionInUseEndsWithItsLifetimeAndIsAnnouncedAsExpiredOnce() {
      Visitor visitor = new Visitor(nodes);
      signIn(visitor, "brief");
      String ended = key(visitor).value();

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> visitor.get("/read").body().equals("none"));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> TimeoutApplication.DESTROYED.contains(ended));

      assertThat(TimeoutApplication.DESTROYED).containsOnlyOnce(ended);
      assertThat(
              nodes.get(0).context().getBean(SessionRepository.class).find(new SessionKey(ended)))
          .isNull();
    }

    @Test
    void pollingDoesNotProlongASession() {
      SessionId byPath = unusedSession();
      SessionId byAttribute = unusedSession();
      SessionId byUse = unusedSession();
      SessionId byWrite = unusedSession();

      assertThat(get("/poll/read", byPath).body()).isEqualTo("old");
      assertThat(get("/quiet", byAttribute).body()).isEqualTo("old");
      assertThat(get("/poll/write?v=new", byWrite).statusCode()).isEqualTo(200);
      assertThat(get("/read", byUse).body()).isEqualTo("old");

      // Uses are reported in the order of their age, by each node.
      for (Node node : nodes) {
        SessionId last = unusedSession();
        new Visitor(List.of(node)).get("/read", "Cookie", "SESSION=" + last.value());
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> stored(last.key()).unused().compareTo(UNUSED) < 0);
      }
      assertThat(stored(byUse.key()).unused()).isLessThan(UNUSED);
      assertThat(stored(byPath.key()).unused()).isGreaterThanOrEqualTo(UNUSED);
      assertThat(stored(byAttribute.key()).unused()).isGreaterThanOrEqualTo(UNUSED);
      assertThat(stored(byWrite.key()).unused()).isGreaterThanOrEqualTo(UNUSED);
      assertThat(get("/read", byWrite).body()).as("what it wrote").isEqualTo("new");
    }

    @Test
    void sessionThatGrowsTooLargeFailsLoudlyAndStaysAsItWas(CapturedOutput output) {
      Visitor visitor = new Visitor(nodes);
      visitor.get("/write?v=kept");
      visitor.get("/fill?name=large&kilobytes=40");
      SessionRecord before = stored(visitor);

      HttpResponse<String> response = visitor.get("/fill?name=larger&kilobytes=50");

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(output)
          .contains("65536 are allowed; largest: larger (51202 bytes), large (40962 bytes)");
      assertUnchanged(before, stored(visitor));
      assertThat(visitor.get("/read").body()).isEqualTo("kept");
    }

    @Test
    void sessionWithTooManyAttributesFailsLoudlyAndStaysAsItWas(CapturedOutput output) {
      Visitor visitor = new Visitor(nodes);
      visitor.get("/write?v=kept");
      SessionRecord before = stored(visitor);

      HttpResponse<String> response = visitor.get("/fill?name=one&kilobytes=0&times=64");

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(output).contains("would have 65 attributes, 64 are allowed; largest: v (6 bytes)");
      assertUnchanged(before, stored(visitor));
    }

    @Test
    void sessionThatStaysEmptyIsNotStored() {
      Visitor visitor = new Visitor(nodes);

      HttpResponse<String> asked = visitor.get("/ask");

      assertThat(asked.body()).endsWith(" true");
      assertThat(asked.headers().allValues("Set-Cookie")).isEmpty();
      assertThat(visitor.get("/ask").body()).endsWith(" true").isNotEqualTo(asked.body());

      visitor.get("/csrf");
      assertThat(visitor.cookie("SESSION")).as("the token is in the session").isNotNull();
      signIn(visitor, "alice");
      assertThat(visitor.get("/ask").body()).endsWith(" false");
    }

    private void signIn(Visitor visitor, String user) {
      HttpResponse<String> response =
          visitor.post("/login", Map.of("username", user, "password", "pw"));
      assertThat(Visitor.location(response)).isEqualTo("/");
    }

    private HttpResponse<String> get(String path, SessionId id) {
      return new Visitor(nodes).get(path, "Cookie", "SESSION=" + id.value());
    }

    private SessionId unusedSession() {
      SessionId id = SessionId.random();
      Map<String, byte[]> attributes = Map.of("v", "\"old\"".getBytes(StandardCharsets.UTF_8));
      SessionRepository store = nodes.get(0).context().getBean(SessionRepository.class);
      assertThat(
              store.insert(
                  new NewSession(
                      id.key(), "lineage", UNUSED, UNUSED, FULL, null, null, attributes)))
          .isNotNull();
      return id;
    }

    private SessionRecord stored(Visitor visitor) {
      return stored(key(visitor));
    }

    private SessionRecord stored(SessionKey key) {
      SessionRepository store = nodes.get(0).context().getBean(SessionRepository.class);
      return Objects.requireNonNull(store.find(key));
    }

    private static SessionKey key(Visitor visitor) {
      return Objects.requireNonNull(SessionId.parse(visitor.cookie("SESSION"))).key();
    }

    private static Duration lifetime(SessionRecord session) {
      return Duration.between(session.readAt(), session.endsAt());
    }

    private static void assertUnchanged(SessionRecord before, SessionRecord now) {
      assertThat(now.version()).isEqualTo(before.version());
      assertThat(now.attributes()).containsOnlyKeys(before.attributes().keySet());
      now.attributes()
          .forEach((name, bytes) -> assertThat(bytes).isEqualTo(before.attributes().get(name)));
    }
  }
}
