package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionKey;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.repository.SessionRepository;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whole requests, through Spring MVC and Spring Security, on two nodes with one store. Each
 * subclass brings a store.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WholeRequestTests {

  private Node a;
  private Node b;
  private final Browser browser = new Browser();

  /** Returns the properties that pick the store. */
  abstract List<String> store();

  /** Forgets what was sent to the store. */
  abstract void resetCount(Node node);

  /** Returns how many round trips to the store there were since. */
  abstract int roundTrips(Node node);

  /** Returns how many round trips an insertion costs. */
  int insertion() {
    return 1;
  }

  /** Returns how many round trips a rename costs, and the update after it. */
  int renameAndUpdate() {
    return 2;
  }

  /** Returns how many round trips a deletion costs. */
  int deletion() {
    return 1;
  }

  /** Returns how many round trips it costs to know who is signed in. */
  int readOfTheUser() {
    return 1;
  }

  @BeforeAll
  void start() {
    List<String> properties = new ArrayList<>(store());
    properties.addAll(
        List.of(
            "test.count-statements=true",
            "cloakroom.cleanup.interval=200ms",
            "cloakroom.touch-interval=10s",
            "cloakroom.jdbc.expiry-bucket=1s",
            "cloakroom.jdbc.command-timeout=5s",
            "cloakroom.memcached.command-timeout=5s",
            "cloakroom.redis.command-timeout=5s"));
    b = Node.start(properties);
    properties.add("cloakroom.cleanup.enabled=false");
    a = Node.start(properties);
    // Redis is told each script once, when it first needs it.
    List.of("/write?v=x", "/write?v=y", "/rotate", "/end").forEach(path -> browser.get(a, path));
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

  @Test
  void requestThatUsesNoSessionCostsNothing() {
    browser.get(a, "/write?v=x");
    resetCount(a);

    assertThat(browser.get(a, "/plain").body()).isEqualTo("plain");

    assertThat(roundTrips(a)).isZero();
  }

  @Test
  void createCostsAnInsertion() {
    browser.get(a, "/plain");
    resetCount(a);

    HttpResponse<String> response = browser.get(a, "/write?v=x");

    assertThat(roundTrips(a)).isEqualTo(insertion());
    assertThat(Browser.cookies(response)).hasSize(1);
  }

  @Test
  void readCostsOneRoundTrip() {
    browser.get(a, "/write?v=x");
    resetCount(a);

    HttpResponse<String> response = browser.get(a, "/read");

    assertThat(response.body()).isEqualTo("x");
    assertThat(Browser.cookies(response)).isEmpty();
    assertThat(roundTrips(a)).isEqualTo(1);
  }

  @Test
  void readOfASignedInUserCostsOneRoundTripAtMost() {
    signIn();
    resetCount(a);

    HttpResponse<String> response = browser.get(a, "/me");

    assertThat(response.body()).isEqualTo("alice");
    assertThat(Browser.cookies(response)).isEmpty();
    assertThat(roundTrips(a)).isEqualTo(readOfTheUser());
  }

  @Test
  void writeCostsTwoRoundTrips() {
    browser.get(a, "/write?v=x");
    resetCount(a);

    browser.get(a, "/write?v=y");

    assertThat(roundTrips(a)).isEqualTo(2);
  }

  @Test
  void idChangeCostsAReadARenameAndAnUpdate() {
    browser.get(a, "/write?v=x");
    resetCount(a);

    browser.get(a, "/rotate");

    assertThat(roundTrips(a)).isEqualTo(1 + renameAndUpdate());
  }

  @Test
  void beanOfASessionGoesFromNodeToNode() {
    assertThat(browser.get(a, "/basket?item=coat").body()).isEqualTo("[coat]");
    assertThat(browser.get(b, "/basket?item=hat").body()).isEqualTo("[coat, hat]");
    assertThat(browser.get(a, "/basket?item=scarf").body()).isEqualTo("[coat, hat, scarf]");

    assertThat(stored().keySet()).noneMatch(name -> name.contains("DESTRUCTION_CALLBACK"));
  }

  @Test
  void beanOfASessionThatIsOnlyLookedAtCostsOneRoundTrip() {
    browser.get(a, "/basket?item=coat");
    resetCount(a);

    assertThat(browser.get(a, "/basket").body()).isEqualTo("[coat]");

    assertThat(roundTrips(a)).isEqualTo(1);
  }

  @Test
  void requestThatASignInInterruptsIsStoredWithoutTheTicket() {
    browser.get(a, "/write?v=x");
    String ticket = Objects.requireNonNull(browser.ticket());

    assertThat(browser.get(a, "/me").statusCode()).isEqualTo(302);

    assertThat(browser.ticket()).isEqualTo(ticket);
    Map<String, byte[]> stored = stored();
    assertThat(stored).containsKey("SPRING_SECURITY_SAVED_REQUEST");
    assertThat(stored.values())
        .noneMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(ticket));
  }

  @Test
  void invalidateCostsAReadAndADeletion() {
    browser.get(a, "/write?v=x");
    resetCount(a);

    browser.get(a, "/end");

    assertThat(roundTrips(a)).isEqualTo(1 + deletion());
    assertThat(browser.ticket()).isNull();
  }

  @Test
  void unknownTicketCostsOneRoundTripAndMalformedOnesNone() {
    resetCount(a);
    browser.with("A".repeat(43)).get(a, "/read");
    assertThat(roundTrips(a)).isEqualTo(1);

    resetCount(a);
    HttpResponse<String> response = browser.with("../../etc/passwd").get(a, "/read");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("null");
    assertThat(roundTrips(a)).isZero();
  }

  @Test
  void sessionIsSharedByNodesAndChangedInPlace() {
    browser.get(a, "/add?item=coat");
    browser.get(b, "/add?item=hat");

    assertThat(browser.get(a, "/add?item=scarf").body()).isEqualTo("[coat, hat, scarf]");
  }

  @Test
  void signInChangesTheTicketAndKillsTheOldOne() {
    browser.get(a, "/write?v=x");
    String before = browser.ticket();

    signIn();

    assertThat(browser.ticket()).isNotEqualTo(before);
    assertThat(new Browser().with(before).get(b, "/read").body()).isEqualTo("null");
    assertThat(browser.get(b, "/read").body()).isEqualTo("x");
    assertThat(browser.get(b, "/me").body()).isEqualTo("alice");
  }

  /** Peer's bug 1: a slow read-only request wrote the old id back, and logged the user out. */
  @Test
  void slowReadDoesNotUndoAnIdChange() throws Exception {
    String gate = slowRequest("");

    browser.get(b, "/rotate");
    HttpResponse<String> slow = finish(gate);

    assertThat(slow.statusCode()).isEqualTo(200);
    assertThat(Browser.cookies(slow)).isEmpty();
    assertThat(browser.get(a, "/read").body()).isEqualTo("before");
    assertOldTicketIsDead();
  }

  /** Peer's bugs 3 and 4: 500, or a session under the old id, for a write that spans a rotation. */
  @Test
  void slowWriteDoesNotBringBackARotatedSession() throws Exception {
    String gate = slowRequest("&v=late");

    browser.get(b, "/rotate");
    HttpResponse<String> slow = finish(gate);

    assertThat(slow.statusCode()).isEqualTo(200);
    assertThat(Browser.cookies(slow)).isEmpty();
    assertThat(browser.get(a, "/read").body()).isEqualTo("before");
    assertOldTicketIsDead();
    assertOldTicketIsDead();
  }

  /** As when somebody clicks twice to sign in. */
  @Test
  void idChangeThatComesSecondBeginsAnEmptySession() throws Exception {
    String gate = slowRequest("&rotate=true&v=second");

    browser.get(b, "/rotate");
    HttpResponse<String> slow = finish(gate);

    assertThat(slow.statusCode()).isEqualTo(200);
    String cookie = Browser.cookies(slow).get(0);
    Browser second =
        new Browser().with(cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')));
    assertThat(second.get(b, "/read").body()).isEqualTo("second");
    assertThat(second.get(b, "/read?name=rotated").body()).isEqualTo("null");
    assertOldTicketIsDead();
  }

  /** Peer's bug 3: 500 for a request that spans an invalidation. */
  @Test
  void slowWriteDoesNotBringBackAnEndedSession() throws Exception {
    String gate = slowRequest("&v=late");

    browser.get(b, "/end");
    HttpResponse<String> slow = finish(gate);

    assertThat(slow.statusCode()).isEqualTo(200);
    assertThat(Browser.cookies(slow)).isEmpty();
    assertOldTicketIsDead();
  }

  /** Peer's bug 2: a session that never expires could not be invalidated. */
  @Test
  void sessionThatNeverExpiresCanBeEnded() {
    browser.get(a, "/write?v=x");
    browser.get(a, "/idle?seconds=-1");
    String ticket = browser.ticket();
    assertThat(browser.get(b, "/read").body()).isEqualTo("x");

    browser.get(b, "/end");

    assertThat(new Browser().with(ticket).get(a, "/read").body()).isEqualTo("null");
  }

  /** Peer's bug 5: a negative interval deleted the session, or announced the end of a live one. */
  @Test
  void negativeIdleTimeoutKeepsTheSession() {
    String key = browser.get(a, "/write?v=x").body();
    browser.get(a, "/idle?seconds=-1");

    assertThat(browser.get(b, "/read").body()).isEqualTo("x");
    assertThat(browser.get(a, "/write?v=y").statusCode()).isEqualTo(200);
    assertThat(browser.get(b, "/read").body()).isEqualTo("y");
    assertThat(NodeApplication.DESTROYED).noneMatch(destroyed -> destroyed.startsWith(key));
  }

  @Test
  void parallelWritesOfDifferentAttributesAllSucceed() throws Exception {
    browser.get(a, "/write?v=x");
    List<CompletableFuture<HttpResponse<String>>> writes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      writes.add(browser.later(i % 2 == 0 ? a : b, "/write?v=" + i + "&name=n" + i));
    }
    for (CompletableFuture<HttpResponse<String>> write : writes) {
      assertThat(write.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    assertThat(browser.get(a, "/names").body()).isEqualTo("n0,n1,n2,n3,n4,n5,n6,n7,v");
  }

  @Test
  void expiredSessionIsAnnouncedOnceWithItsAttributes() {
    String key = browser.get(a, "/write?v=kept").body();
    browser.get(a, "/bind?name=" + key);
    browser.get(a, "/idle?seconds=1");

    await().atMost(Duration.ofSeconds(20)).until(() -> destroyed(key) > 0);

    assertThat(NodeApplication.DESTROYED).contains(key + " kept");
    await().atMost(Duration.ofSeconds(5)).until(() -> NodeApplication.UNBOUND.contains(key));
    assertThat(browser.get(a, "/read").body()).isEqualTo("null");
    assertThat(destroyed(key)).isEqualTo(1);
  }

  @Test
  void endedSessionIsAnnouncedOnce() {
    String key = browser.get(a, "/write?v=kept").body();

    browser.get(b, "/end");

    assertThat(destroyed(key)).isEqualTo(1);
  }

  private static long destroyed(String key) {
    return NodeApplication.DESTROYED.stream().filter(each -> each.startsWith(key)).count();
  }

  private void signIn() {
    browser.post(a, "/login", "username=alice&password=wonderland");
    assertThat(browser.get(a, "/me").body()).isEqualTo("alice");
  }

  private String oldTicket = "";
  private CompletableFuture<HttpResponse<String>> running = new CompletableFuture<>();

  /** Begins a request on the first node that has read its session, and waits. */
  private String slowRequest(String parameters) {
    String gate = UUID.randomUUID().toString();
    browser.get(a, "/write?v=before");
    oldTicket = Objects.requireNonNull(browser.ticket());
    running = browser.later(a, "/slow?gate=" + gate + parameters);
    Gates.of(gate).awaitRequest();
    return gate;
  }

  private HttpResponse<String> finish(String gate) throws Exception {
    Gates.of(gate).open();
    return running.get(20, TimeUnit.SECONDS);
  }

  private void assertOldTicketIsDead() {
    HttpResponse<String> response = new Browser().with(oldTicket).get(a, "/read");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("null");
    assertThat(Browser.cookies(response)).isEmpty();
  }

  private Map<String, byte[]> stored() {
    SessionManager manager = a.context().getBean(SessionManager.class);
    SessionKey key = manager.keyOf(Objects.requireNonNull(browser.ticket()));
    return Objects.requireNonNull(
            a.context().getBean(SessionRepository.class).find(Objects.requireNonNull(key)))
        .attributes();
  }
}
