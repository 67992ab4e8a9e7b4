package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionKey;
import io.cloakroom.lifecycle.Sessions;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nodes whose sessions are in the tokens of their clients, and who tell each other by a store which
 * of those do not count any more. Each subclass brings a store.
 */
abstract class TokenRevocationTests extends RevokingNodesTests {

  private final String key = "a:" + TestKeys.random();
  private Node late;

  @Override
  List<String> tokens() {
    return List.of(
        "cloakroom.store=jwt", "cloakroom.jwt.keys=" + key, "spring.application.name=shop");
  }

  @BeforeAll
  void startOther() {
    // Knows nothing but what it does itself, and renews tokens after a second.
    late = started("cloakroom.jwt.revocation-delay=10m", "cloakroom.jwt.lifetime=2s");
  }

  @Test
  void replayedTokenIsTakenBackByTheClientsNextResponse() {
    Browser browser = new Browser();
    browser.get(one, "/write?v=x");
    String token = browser.ticket();
    browser.get(one, "/end");

    HttpResponse<String> replay = new Browser().with(token).get(one, "/read");

    assertThat(replay.statusCode()).isEqualTo(200);
    assertThat(replay.body()).isEqualTo("null");
    assertThat(Browser.cookies(replay)).singleElement().asString().startsWith("SESSION=;");
  }

  /** Another request of the page, whose response may come after that of the sign-in. */
  @Test
  void tokenOfBeforeTheSignInIsNotTakenBackFromTheClientThatGotAnother() {
    Browser browser = new Browser();
    browser.get(one, "/write?v=x");
    String before = browser.ticket();
    browser.post(one, "/login", "username=alice&password=wonderland");

    HttpResponse<String> slow = new Browser().with(before).get(one, "/read");

    assertThat(slow.body()).isEqualTo("null");
    assertThat(Browser.cookies(slow)).isEmpty();
    browser.post(one, "/logout", "");
    assertThat(Browser.cookies(new Browser().with(before).get(one, "/read")))
        .singleElement()
        .asString()
        .startsWith("SESSION=;");
  }

  @Test
  void tokenOfBeforeTheSignInDoesNotCountAnyMore() {
    Browser browser = new Browser();
    browser.get(one, "/write?v=planted");
    String planted = browser.ticket();
    browser.post(one, "/login", "username=alice&password=wonderland");

    assertThat(new Browser().with(planted).get(one, "/read").body()).isEqualTo("null");
    await()
        .atMost(DELAY.plus(SLACK))
        .until(() -> new Browser().with(planted).get(two, "/read").body().equals("null"));
    assertThat(me(two, browser.ticket())).isEqualTo("alice");
  }

  @Test
  void signOutEverywhereEndsAllTokensAndNoLaterOne() {
    List<String> tokens = List.of(token(one), token(two), token(one));

    assertThat(sessions(one).endAll("alice")).isEqualTo(Sessions.UNCOUNTED);
    String again = token(one);
    String elsewhere = token(two);

    for (String token : tokens) {
      assertThat(me(one, token)).isEqualTo("nobody");
      awaitNobody(two, token);
    }
    for (String token : List.of(again, elsewhere)) {
      assertThat(me(one, token)).isEqualTo("alice");
      assertThat(me(two, token)).isEqualTo("alice");
    }
  }

  @Test
  void oneSessionIsSparedAndSoIsWhatBecomesOfIt() {
    Browser spared = signedIn(one);
    String other = token(two);
    SessionKey current = new SessionKey(spared.get(one, "/write?v=mine").body());

    sessions(one).endAllBut("alice", current);

    awaitNobody(two, other);
    assertThat(me(two, spared.ticket())).isEqualTo("alice");
    // Signing in again makes it another session, of the same user.
    spared.post(two, "/login", "username=alice&password=wonderland");
    assertThat(me(one, spared.ticket())).isEqualTo("alice");
    assertThat(me(two, spared.ticket())).isEqualTo("alice");
  }

  @Test
  void administratorEndsASessionByItsKey() {
    Browser browser = signedIn(one);
    SessionKey session = new SessionKey(browser.get(one, "/write?v=x").body());
    String other = token(one);

    assertThat(sessions(two).end(session)).isTrue();

    assertThat(me(two, browser.ticket())).isEqualTo("nobody");
    awaitNobody(one, browser.ticket());
    assertThat(me(one, other)).isEqualTo("alice");
  }

  @Test
  void tokenThatANodeRenewsBeforeItKnowsDoesNotCountEither() {
    Browser browser = signedIn(late);
    String first = Objects.requireNonNull(browser.ticket());
    new Browser().with(first).post(one, "/logout", "");

    // This node does not know yet, and gives the client a new one.
    await().until(() -> !Browser.cookies(browser.get(late, "/me")).isEmpty());
    String renewed = Objects.requireNonNull(browser.ticket());

    assertThat(renewed).isNotEqualTo(first);
    assertThat(me(one, renewed)).isEqualTo("nobody");
  }

  @Test
  void slowRequestDoesNotBringBackWhatWasEnded() throws Exception {
    Browser browser = signedIn(one);
    String token = browser.ticket();
    String gate = UUID.randomUUID().toString();
    CompletableFuture<HttpResponse<String>> slow =
        browser.later(one, "/slow?gate=" + gate + "&v=late");
    Gates.of(gate).awaitRequest();
    new Browser().with(token).post(one, "/logout", "");
    Gates.of(gate).open();

    assertThat(Browser.cookies(slow.get(20, TimeUnit.SECONDS))).isEmpty();
    assertThat(me(one, token)).isEqualTo("nobody");
  }

  @Test
  void requestsAskNoStore() {
    Browser browser = signedIn(late);
    String token = Objects.requireNonNull(browser.ticket());
    quiet();
    resetCount(late);

    for (int i = 0; i < 5; i++) {
      assertThat(me(late, token)).isEqualTo("alice");
      assertThat(new Browser().with(token).get(late, "/write?v=" + i).statusCode()).isEqualTo(200);
      new Browser().get(late, "/write?v=" + i);
    }

    assertThat(roundTrips(late)).isZero();
    signedIn(late);
    assertThat(roundTrips(late)).isEqualTo(1);
  }

  /** Stops the other nodes, who ask in the background. */
  private void quiet() {
    for (Node node : List.of(one, two)) {
      node.context().getBean("cloakroomRevocationPolling", BackgroundTask.class).stop();
    }
  }
}
