package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.NewSession;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.lifecycle.SessionDetails;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.repository.SessionRepository;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nodes with a store, where the signed-in user travels in a token, and what is named {@code
 * carried}. Each subclass brings a store.
 */
abstract class HybridTests extends RevokingNodesTests {

  private Node brief;
  private Node still;

  @Override
  List<String> tokens() {
    return HybridProperties.carrying("SPRING_SECURITY_CONTEXT,carried");
  }

  @BeforeAll
  void startOthers() {
    // These know nothing but what they do themselves; one believes tokens for a second.
    brief = started("cloakroom.jwt.lifetime=1s");
    still = started();
  }

  @Test
  void requestsThatNeedOnlyWhatIsCarriedAskNoStore() {
    Browser browser = signedIn(two);
    browser.get(one, "/write?name=carried&v=x");
    browser.get(one, "/add?item=coat");
    resetCount(still);

    for (int i = 0; i < 5; i++) {
      for (String path : List.of("/me", "/read?name=carried", "/plain")) {
        HttpResponse<String> response = browser.get(still, path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Browser.cookies(response)).isEmpty();
      }
    }

    assertThat(roundTrips(still)).isZero();
    assertThat(browser.get(still, "/add?item=hat").body()).isEqualTo("[coat, hat]");
    assertThat(roundTrips(still)).as("a load and an update").isEqualTo(2);
  }

  @Test
  void carriedAttributeIsWrittenByALoadAndAnUpdate() {
    Browser browser = signedIn(two);
    browser.get(one, "/write?name=carried&v=x");
    resetCount(still);

    HttpResponse<String> written = browser.get(still, "/write?name=carried&v=y");

    assertThat(roundTrips(still)).isEqualTo(2);
    assertThat(Browser.cookies(written)).hasSize(1);
    assertThat(browser.get(two, "/read?name=carried").body()).isEqualTo("y");
  }

  @Test
  void tokenOfBeforeTheSignInDoesNotCountAnyMore() {
    Browser browser = new Browser();
    browser.get(one, "/write?name=carried&v=planted");
    String planted = browser.ticket();

    browser.post(one, "/login", "username=alice&password=wonderland");

    assertThat(read(one, planted, "carried")).isEqualTo("null");
    await().atMost(DELAY.plus(SLACK)).until(() -> read(two, planted, "carried").equals("null"));
    assertThat(me(two, browser.ticket())).isEqualTo("alice");
    assertThat(browser.get(two, "/read?name=carried").body()).isEqualTo("planted");
  }

  @Test
  void signOutEverywhereEndsAllTokensAndNoLaterOne() {
    sessions(one).endAll("alice");
    List<String> tokens = List.of(token(one), token(two), token(one));
    assertThat(sessions(two).of("alice")).hasSize(3);

    assertThat(sessions(one).endAll("alice")).isEqualTo(3);
    String again = token(one);

    for (String token : tokens) {
      assertThat(me(one, token)).isEqualTo("nobody");
      awaitNobody(two, token);
    }
    assertThat(me(two, again)).isEqualTo("alice");
  }

  @Test
  void oneSessionIsSpared() {
    Browser spared = signedIn(one);
    String other = token(two);
    SessionKey current = new SessionKey(spared.get(one, "/write?v=mine").body());

    sessions(one).endAllBut("alice", current);

    awaitNobody(two, other);
    assertThat(me(two, spared.ticket())).isEqualTo("alice");
  }

  @Test
  void logoutEndsASessionThatGetsAnotherIdMeanwhile() throws Exception {
    Browser browser = signedIn(one);
    String gate = UUID.randomUUID().toString();
    CompletableFuture<HttpResponse<String>> leaving =
        browser.later(one, "/slow?end=true&gate=" + gate);
    Gates.of(gate).awaitRequest();

    browser.get(two, "/rotate");
    String renamed = browser.ticket();
    assertThat(me(one, renamed)).isEqualTo("alice");
    Gates.of(gate).open();

    assertThat(leaving.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(me(one, renamed)).isEqualTo("nobody");
    awaitNobody(two, renamed);
  }

  @Test
  void administratorFindsASessionAndEndsIt() {
    Browser browser = signedIn(one);
    SessionKey session = new SessionKey(browser.get(one, "/write?v=x").body());
    SessionDetails found = Objects.requireNonNull(sessions(two).find(session));
    assertThat(found.principal()).isEqualTo("alice");

    assertThat(sessions(two).end(session)).isTrue();

    assertThat(me(two, browser.ticket())).isEqualTo("nobody");
    awaitNobody(one, browser.ticket());
  }

  @Test
  void oldestOfTooManySessionsEnds() {
    try (Node limited = Node.start(properties("cloakroom.limits.sessions-per-principal=1"))) {
      String first = token(limited);
      String second = token(limited);

      assertThat(me(limited, first)).isEqualTo("nobody");
      assertThat(me(limited, second)).isEqualTo("alice");
      awaitNobody(two, first);
    }
  }

  @Test
  void cartSurvivesTheNodeThatItWasFilledOn() {
    Browser browser;
    try (Node dying = Node.start(properties())) {
      browser = signedIn(dying);
      browser.get(dying, "/add?item=coat");
      browser.get(dying, "/basket?item=coat");
    }

    assertThat(browser.get(one, "/add?item=hat").body()).isEqualTo("[coat, hat]");
    assertThat(browser.get(two, "/basket?item=hat").body()).isEqualTo("[coat, hat]");
    assertThat(browser.get(two, "/me").body()).isEqualTo("alice");
  }

  @Test
  void tokenPastItsTimeIsConfirmedByOneRoundTripAndRenewed() {
    Browser browser = signedIn(brief);
    String first = Objects.requireNonNull(browser.ticket());

    await()
        .until(
            () -> {
              resetCount(brief);
              HttpResponse<String> response = browser.get(brief, "/me");
              assertThat(response.body()).isEqualTo("alice");
              boolean renewed = !Browser.cookies(response).isEmpty();
              assertThat(roundTrips(brief)).isEqualTo(renewed ? 1 : 0);
              return renewed;
            });

    assertThat(browser.ticket()).isNotEqualTo(first);
    assertThat(me(one, browser.ticket())).isEqualTo("alice");
  }

  @Test
  void tokenIsNotConfirmedOnceItsSessionEnded() {
    Browser browser = signedIn(brief);
    String token = browser.ticket();
    // By another node, of which this one does not hear.
    browser.post(one, "/logout", "");

    await().atMost(Duration.ofSeconds(5)).until(() -> me(brief, token).equals("nobody"));
  }

  @Test
  void formerTokenIsPutRightOnceItsTimeIsOver() {
    Browser browser = signedIn(brief);
    browser.get(brief, "/write?name=carried&v=admin");
    String former = browser.ticket();

    browser.get(brief, "/write?name=carried&v=reader");

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> read(brief, former, "carried").equals("reader"));
    assertThat(browser.get(two, "/read?name=carried").body()).isEqualTo("reader");
  }

  @Test
  void tokenOfOneSessionWithTheRecordOfAnotherIsNobodys() {
    Browser rich = signedIn(one);
    rich.get(one, "/write?v=diamonds");
    Browser poor = signedIn(one);
    poor.get(one, "/write?v=bread");
    SessionRepository repository = one.context().getBean(SessionRepository.class);
    SessionRecord record = Objects.requireNonNull(repository.find(key(rich)));
    // As if somebody could write to the store, but had no token of that session.
    SessionKey mine = key(poor);
    repository.delete(Set.of(mine));
    NewSession planted =
        new NewSession(
            mine,
            record.lineage(),
            Duration.ZERO,
            Duration.ZERO,
            record.idle(),
            null,
            record.principal(),
            record.attributes());
    assertThat(repository.insert(planted)).isNotNull();

    assertThat(read(two, poor.ticket(), "v")).isEqualTo("null");
    assertThat(me(two, poor.ticket())).as("from then on").isEqualTo("nobody");
    // Past its time, too, where nobody has heard of that.
    await().atMost(Duration.ofSeconds(5)).until(() -> me(brief, poor.ticket()).equals("nobody"));
    assertThat(read(two, rich.ticket(), "v")).isEqualTo("diamonds");
  }

  @Test
  void carriedAttributeThatFitsNoTokenFailsLoudlyAndChangesNothing() {
    Browser browser = new Browser();
    browser.get(one, "/write?name=carried&v=small");
    String before = browser.ticket();

    HttpResponse<String> failed = browser.get(one, "/write?name=carried&v=" + "x".repeat(4_000));

    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(Browser.cookies(failed)).isEmpty();
    assertThat(browser.ticket()).isEqualTo(before);
    assertThat(browser.get(two, "/read?name=carried").body()).isEqualTo("small");
    String large = "x".repeat(4_000);
    assertThat(browser.get(one, "/write?name=stored&v=" + large).statusCode()).isEqualTo(200);
    assertThat(browser.get(two, "/read?name=stored").body()).isEqualTo(large);
  }

  @Test
  void ticketFromBeforeAttributesTravelledGoesOn() {
    List<String> without = new ArrayList<>(store());
    Browser browser;
    try (Node former = Node.start(without)) {
      browser = signedIn(former);
      browser.get(former, "/add?item=coat");
    }
    String id = browser.ticket();

    assertThat(browser.get(one, "/me").body()).isEqualTo("alice");

    assertThat(browser.ticket()).isNotEqualTo(id);
    assertThat(browser.get(two, "/add?item=hat").body()).isEqualTo("[coat, hat]");
  }

  private SessionKey key(Browser browser) {
    SessionManager manager = one.context().getBean(SessionManager.class);
    return Objects.requireNonNull(manager.keyOf(Objects.requireNonNull(browser.ticket())));
  }

  private static String read(Node node, @Nullable String token, String name) {
    return new Browser().with(token).get(node, "/read?name=" + name).body();
  }
}
