package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionKey;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.token.Forger;
import io.cloakroom.token.TokenSessionManager;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** Nodes that share nothing but keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenNodesTests {

  private static final String A = "a:" + TestKeys.random();
  private static final String B = "b:" + TestKeys.random();

  private final Forger forger = new Forger(A);
  private final List<Node> nodes = new ArrayList<>();
  private Node one;
  private Node two;
  private Node brief;

  @BeforeAll
  void start() {
    one = started(A);
    two = started(A);
    brief = started(A, "cloakroom.jwt.lifetime=12s", "cloakroom.jwt.clock-skew=0");
  }

  @AfterAll
  void stop() {
    nodes.forEach(Node::close);
  }

  @Test
  void nothingIsStartedThatWouldNeedAStore() {
    for (Class<?> type :
        List.of(
            SessionRepository.class,
            Sessions.class,
            TouchBuffer.class,
            BackgroundTask.class,
            DataSource.class)) {
      assertThat(one.context().getBeanNamesForType(type)).as(type.getName()).isEmpty();
    }
    assertThat(one.context().getBean(SessionManager.class)).isInstanceOf(TokenSessionManager.class);
  }

  /** A browser sends headers of a kilobyte or two, for which there is no room in a token. */
  @Test
  void signInLeadsBackToThePageThatAskedForIt() throws Exception {
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    String headers = "x".repeat(3_000);
    browser.send(
        request(one, "/me?from=mail").headers("Accept", "text/html", "X-Hints", headers).build(),
        BodyHandlers.discarding());
    browser.send(
        request(one, "/me").header("Accept", "image/*").build(), BodyHandlers.discarding());

    HttpResponse<Void> signedIn =
        browser.send(
            request(two, "/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=alice&password=wonderland"))
                .build(),
            BodyHandlers.discarding());

    assertThat(signedIn.statusCode()).isEqualTo(302);
    assertThat(signedIn.headers().firstValue("Location"))
        .get()
        .asString()
        .endsWith("/me?from=mail");
  }

  @Test
  void cartIsPassedAlong() {
    Browser browser = new Browser();
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      items.add("item-" + i);
      assertThat(browser.get(nodes.get(i % 2), "/basket?item=item-" + i).body())
          .as("a bean of the session")
          .isEqualTo(items.toString());
    }
    assertThat(browser.get(one, "/add?item=x").body()).isEqualTo("[x]");
    assertThat(browser.get(two, "/add?item=y").body()).isEqualTo("[x, y]");
  }

  /** As after a change of the cookie's path. */
  @Test
  void ofTwoTokensOfOneSessionTheLaterOneCounts() {
    Browser browser = new Browser();
    browser.get(one, "/write?v=before");
    String before = browser.ticket();
    browser.get(one, "/write?v=after");
    String after = browser.ticket();

    for (String both : List.of(before + "; SESSION=" + after, after + "; SESSION=" + before)) {
      assertThat(new Browser().with(both).get(two, "/read").body()).isEqualTo("after");
    }
  }

  @Test
  void userStaysSignedInOnAllNodesUntilHeSignsOut() {
    Browser browser = new Browser();
    browser.get(one, "/write?v=before");
    String anonymous = browser.ticket();
    browser.post(one, "/login", "username=alice&password=wonderland");

    assertThat(browser.ticket()).isNotEqualTo(anonymous);
    assertThat(browser.get(two, "/me").body()).isEqualTo("alice");
    assertThat(browser.get(two, "/read").body()).isEqualTo("before");
    assertThat(keyOf(browser)).isNotEqualTo(keyOf(new Browser().with(anonymous)));
    assertThat(forger.claims(ticket(browser))).contains("\"sub\":\"alice\"");

    HttpResponse<String> out = browser.post(two, "/logout", "");
    assertThat(Browser.cookies(out)).singleElement().asString().startsWith("SESSION=;");
    assertThat(browser.get(one, "/me").statusCode()).isEqualTo(302);
  }

  @Test
  void cookieIsWrittenOnlyIfTheSessionChanged() {
    Browser browser = new Browser();
    assertThat(Browser.cookies(browser.get(one, "/add?item=x"))).hasSize(1);
    for (String path : List.of("/read", "/read?name=list", "/names", "/plain")) {
      browser.get(two, "/read");
      assertThat(Browser.cookies(browser.get(two, path))).as(path).isEmpty();
    }
    assertThat(Browser.cookies(browser.get(two, "/add?item=y"))).hasSize(1);
  }

  @Test
  void requestWithoutNeedOfItsSessionLeavesEvenABadCookieAlone() {
    Browser browser = new Browser().with("x.x.x.x.x");

    assertThat(Browser.cookies(browser.get(one, "/plain"))).isEmpty();
    HttpResponse<String> asking = browser.get(one, "/read");

    assertThat(asking.body()).isEqualTo("null");
    assertThat(Browser.cookies(asking)).singleElement().asString().startsWith("SESSION=;");
    assertThat(asking.headers().allValues("Cache-Control").toString()).contains("no-cache");
    assertThat(asking.headers().allValues("Vary").toString()).contains("Cookie");
  }

  @Test
  void goodCookieIsUsedBesideABadOne() {
    Browser browser = new Browser();
    browser.get(one, "/write?v=good");
    String good = ticket(browser);

    for (String both : List.of("bad; SESSION=" + good, good + "; SESSION=x.x.x.x.x")) {
      HttpResponse<String> response = new Browser().with(both).get(two, "/read");
      assertThat(response.body()).isEqualTo("good");
      assertThat(Browser.cookies(response)).isEmpty();
    }
  }

  @Test
  void sessionEndsUnlessItIsUsedInTheLastHalfOfItsTime() {
    Browser used = new Browser();
    Browser left = new Browser();
    used.get(brief, "/write?v=x");
    left.get(brief, "/write?v=x");
    String first = ticket(used);

    await()
        .pollInterval(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              assertThat(used.get(brief, "/read").body()).isEqualTo("x");
              return new Browser().with(ticket(left)).get(brief, "/read").body().equals("null");
            });

    assertThat(ticket(used)).isNotEqualTo(first);
    assertThat(new Browser().with(first).get(brief, "/read").body()).isEqualTo("null");
    assertThat(Browser.cookies(left.get(brief, "/read"))).hasSize(1);
    assertThat(left.ticket()).isNull();
  }

  /** What the README says of concurrency: there is no store to merge in. */
  @Test
  void lastResponseWins() throws Exception {
    Browser browser = new Browser();
    browser.get(one, "/write?v=before");
    String gate = UUID.randomUUID().toString();
    CompletableFuture<HttpResponse<String>> slow =
        browser.later(two, "/slow?gate=" + gate + "&v=slow");
    Gates.of(gate).awaitRequest();
    browser.get(one, "/write?name=other&v=quick");
    assertThat(browser.get(one, "/names").body()).isEqualTo("other,v");
    Gates.of(gate).open();
    HttpResponse<String> late = slow.get(20, TimeUnit.SECONDS);

    browser.with(cookie(late));

    assertThat(browser.get(one, "/names").body())
        .as("the quick one's change is gone")
        .isEqualTo("v");
    assertThat(browser.get(one, "/read").body()).isEqualTo("slow");
  }

  @Test
  void sessionThatNoCookieHoldsFailsLoudlyAndTheClientKeepsWhatItHas() {
    Browser browser = new Browser();
    browser.get(one, "/write?v=small");
    String before = ticket(browser);

    HttpResponse<String> response = browser.get(one, "/write?name=large&v=" + "x".repeat(3000));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(Browser.cookies(response)).isEmpty();
    assertThat(ticket(browser)).isEqualTo(before);
    assertThat(browser.get(two, "/names").body()).isEqualTo("v");

    HttpResponse<String> fits = browser.get(one, "/write?name=large&v=" + "x".repeat(2300));
    assertThat(fits.statusCode()).isEqualTo(200);
    assertThat(fits.headers().firstValue("Set-Cookie").orElseThrow().length())
        .isBetween(3500, 4095);
    assertThat(browser.get(two, "/names").body()).isEqualTo("large,v");
  }

  @Test
  void timeoutIsThatOfTheToken() {
    Browser browser = new Browser();
    browser.get(one, "/write?v=x");
    assertThat(forger.claims(ticket(browser))).contains("\"idl\":900000");
    browser.get(one, "/idle?seconds=60");
    assertThat(forger.claims(ticket(browser))).contains("\"idl\":60000");
    browser.get(one, "/idle?seconds=86400");
    assertThat(forger.claims(ticket(browser))).contains("\"idl\":900000");
  }

  @Test
  void eventsAreAsThoseOfStoredSessions() {
    ConcurrentLinkedQueue<SessionEvent> events = new ConcurrentLinkedQueue<>();
    ApplicationListener<ApplicationEvent> listener =
        event -> {
          if (event instanceof PayloadApplicationEvent<?> carrier
              && carrier.getPayload() instanceof SessionEvent session) {
            events.add(session);
          }
        };
    one.context().addApplicationListener(listener);
    Browser browser = new Browser();
    SessionKey first = new SessionKey(browser.get(one, "/write?v=x").body());
    SessionKey second = new SessionKey(browser.get(one, "/rotate").body());
    browser.get(one, "/end");

    assertThat(events)
        .containsExactly(
            new SessionEvent.Created(first),
            new SessionEvent.IdChanged(second, first),
            new SessionEvent.Deleted(second));
    assertThat(NodeApplication.DESTROYED).contains(second + " x");
    one.context().removeApplicationListener(listener);
  }

  /** Nodes restart one after another, each with the next setting, while users go on. */
  @Test
  void keyIsRotatedUnderLoadAndNobodyIsSignedOut() throws Exception {
    List<List<String>> settings = List.of(List.of(A), List.of(A, B), List.of(B, A), List.of(B));
    List<Node> fleet = new CopyOnWriteArrayList<>(List.of(one, two));
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService crowd = Executors.newFixedThreadPool(3);
    List<Browser> browsers = new ArrayList<>();
    List<Future<Integer>> users = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        Browser browser = new Browser();
        browser.post(fleet.get(0), "/login", "username=alice&password=wonderland");
        browsers.add(browser);
        users.add(crowd.submit(() -> useUntil(over, browser, fleet)));
      }
      for (List<String> next : settings.subList(1, settings.size())) {
        for (int i = 0; i < fleet.size(); i++) {
          fleet.set(i, started(String.join(",", next)));
        }
        awaitSealedBy(browsers, next.get(0));
      }
      over.set(true);
      for (Future<Integer> user : users) {
        assertThat(user.get(30, TimeUnit.SECONDS)).isGreaterThan(10);
      }
    } finally {
      over.set(true);
      crowd.shutdownNow();
    }
  }

  private static int useUntil(AtomicBoolean over, Browser browser, List<Node> fleet) {
    int items = 0;
    for (int i = 0; !over.get(); i++) {
      Node node = fleet.get(i % 2);
      if (i % 3 == 0 && items < 20) {
        items++;
        assertThat(browser.get(node, "/add?item=" + items).body()).endsWith(items + "]");
      }
      assertThat(browser.get(node, "/me").body()).isEqualTo("alice");
    }
    return items;
  }

  private static void awaitSealedBy(List<Browser> browsers, String key) {
    String id = key.substring(0, key.indexOf(':'));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                browsers.stream()
                    .allMatch(browser -> headerOf(browser).contains("\"" + id + "\"")));
  }

  private static String headerOf(Browser browser) {
    String ticket = ticket(browser);
    return new String(
        Base64.getUrlDecoder().decode(ticket.substring(0, ticket.indexOf('.'))),
        StandardCharsets.US_ASCII);
  }

  private Node started(String keys, String... more) {
    Node node = Node.start(TokenProperties.with(keys, more));
    nodes.add(node);
    return node;
  }

  private SessionKey keyOf(Browser browser) {
    return Objects.requireNonNull(
        one.context().getBean(SessionManager.class).keyOf(ticket(browser)));
  }

  private static String ticket(Browser browser) {
    return Objects.requireNonNull(browser.ticket());
  }

  private static String cookie(HttpResponse<String> response) {
    String cookie = Browser.cookies(response).get(0);
    return cookie.substring("SESSION=".length(), cookie.indexOf(';'));
  }

  private static HttpRequest.Builder request(Node node, String path) {
    return HttpRequest.newBuilder(URI.create(node.url(path)));
  }
}
