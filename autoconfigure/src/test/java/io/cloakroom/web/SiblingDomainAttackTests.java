package io.cloakroom.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.Session;
import io.cloakroom.SessionId;
import io.cloakroom.web.SessionServer.Reply;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody on another host of the same site plants cookies for the whole site. Browsers let nobody
 * plant one whose name begins with {@code __Host-}, and tell of no cookie who set it.
 */
class SiblingDomainAttackTests {

  private static final String PREFIX = "__Host-SESSION=";

  private SessionServer server = new SessionServer();
  private String attackers = "";
  private String victims = "";

  @BeforeEach
  void start() {
    serve(server);
    server.overHttps();
    attackers = hostBound(server.get("/login"));
    victims = hostBound(server.get("/login"));
    server.store.calls();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void serve(SessionServer server) {
    server.on(
        "/",
        (request, response) -> response.getWriter().print("session " + request.getSession(false)));
    server.on("/login", (request, response) -> request.getSession().setAttribute("a", "1"));
    server.on("/rotate", (request, response) -> request.changeSessionId());
    server.on("/end", (request, response) -> request.getSession().invalidate());
  }

  private void restart(SessionCookie cookie) {
    server.close();
    server = new SessionServer(new CookieSessionIdResolver(cookie), List.of());
    serve(server);
    server.overHttps();
  }

  @Test
  void cookieCannotBePlanted() {
    Reply reply = server.get("/login");

    assertThat(reply.cookies())
        .singleElement()
        .asString()
        .matches("__Host-SESSION=[\\w-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax");
  }

  /** The heart of it: the attacker has a session, and cannot make another browser use it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SESSION=%s",
        "SESSION=__Host-%s",
        "SESSION=%s; SESSION=%s",
        "__host-SESSION=%s",
        "__HOST-SESSION=%s",
        "__Host-session=%s",
        "__Secure-SESSION=%s",
        "__Host-SESSION%%3d%s",
        "__Host-SESSION%%00=%s",
        "%%5f_Host-SESSION=%s",
        "x__Host-SESSION=%s",
        "$Version=1,__Host-SESSION=%s",
        "$Version=1, __Host-SESSION=%s; $Path=/",
        "$Version=\"1\",__Host-SESSION=\"%s\"",
        "a=\"; __Host-SESSION=%s\"",
        "a=b, __Host-SESSION=%s",
        "\u00a0__Host-SESSION=%s",
        "\u2000__Host-SESSION=%s",
        "\u0085__Host-SESSION=%s",
        "\ufeff__Host-SESSION=%s",
      })
  void attackersSessionIsNotUsed(String cookies) {
    String answer = raw(cookies.formatted(attackers, attackers));

    assertThat(answer).startsWith("HTTP/1.1 200").contains("session null");
    assertThat(server.store.calls().size()).isLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SESSION=%s; __Host-SESSION=%s", "__Host-SESSION=%2$s; SESSION=%1$s"})
  void victimKeepsTheirSession(String cookies) {
    String live = server.stored(Map.of("a", "2"));
    for (String planted : List.of(attackers, live, SessionId.random().value(), "x")) {
      String answer = raw(cookies.formatted(planted, victims));

      assertThat(answer).contains("session HttpSession " + key(victims));
      assertThat(server.store.calls()).containsExactly("find");
    }
  }

  @Test
  void victimIsNotLockedOutByManyCookies() {
    String planted =
        Stream.generate(() -> "SESSION=" + SessionId.random().value())
            .limit(100)
            .collect(Collectors.joining("; "));

    String answer = raw(planted + "; " + PREFIX + victims);

    assertThat(answer).contains("session HttpSession " + key(victims));
    assertThat(server.store.calls()).containsExactly("find");
  }

  @Test
  void planterDoesNotOutliveTheVictimsSession() {
    String live = server.stored(Map.of("a", "2"));
    server.getWithCookies("/end", PREFIX + victims);

    assertThat(raw("SESSION=" + live + "; " + PREFIX + victims)).contains("session null");
  }

  @Test
  void signInAfterPlantingMakesASessionThatThePlanterDoesNotKnow() {
    Reply reply = server.getWithCookies("/login", "SESSION=" + attackers);

    assertThat(hostBound(reply)).isNotEqualTo(attackers);
    assertThat(reply.cookies())
        .anyMatch(cookie -> cookie.startsWith("SESSION=; Expires=Thu, 01 Jan 1970"));
  }

  /** Without the prefix, as for a path of its own, nobody can tell whose is whose. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoLiveSessionsAreNone(boolean swapped) {
    String one = server.stored(Map.of("a", "1"));
    String two = server.stored(Map.of("a", "2"));
    String cookies = "SESSION=%s; SESSION=%s".formatted(swapped ? two : one, swapped ? one : two);

    Reply reply = server.getWithCookies("/", cookies);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("session null");
    assertThat(reply.cookies()).isEmpty();
    assertThat(reply.header("Vary")).isEmpty();
    server.end(one);
    assertThat(server.getWithCookies("/", cookies).body()).contains(SessionServer.keyOf(two));
  }

  @Test
  void twoLiveHostBoundSessionsAreNone() {
    String live = server.stored(Map.of("a", "1"));
    server.store.calls();

    assertThat(raw(PREFIX + victims + "; " + PREFIX + attackers + "; SESSION=" + live))
        .contains("session null");
    assertThat(server.store.calls()).containsExactly("find", "find");
  }

  @Test
  void deadAndForeignDuplicatesAreIgnored() {
    String live = server.stored(Map.of("a", "1"));
    String dead = server.stored(Map.of("a", "2"));
    server.end(dead);

    String answer =
        raw(
            "SESSION=%s; SESSION=%s; SESSION=%s; SESSION=%s; SESSION=%s"
                .formatted("nonsense", SessionId.random().value(), dead, live, live));

    assertThat(answer).contains(SessionServer.keyOf(live));
    assertThat(server.store.calls()).hasSize(3);
  }

  @Test
  void atMostFourSessionsAreLookedFor() {
    for (int count : List.of(5, 6, 50, 500)) {
      String planted =
          Stream.generate(() -> "SESSION=" + SessionId.random().value())
              .limit(count)
              .collect(Collectors.joining("; "));
      server.store.calls();

      assertThat(raw(planted)).contains("session null");

      assertThat(server.store.calls()).isEmpty();
    }
  }

  @Test
  void sessionOfBeforeThePrefixLivesOnUntilItsIdChanges() {
    String before = server.stored(Map.of("a", "1"));

    Reply read = server.getWithCookies("/", "SESSION=" + before);
    Reply rotated = server.getWithCookies("/rotate", "SESSION=" + before);

    assertThat(read.body()).contains(SessionServer.keyOf(before));
    assertThat(read.cookies()).isEmpty();
    assertThat(rotated.cookies()).hasSize(2);
    assertThat(rotated.cookies())
        .anyMatch(cookie -> cookie.startsWith("SESSION=; Expires=Thu, 01 Jan 1970"));
    String after = hostBound(rotated);
    assertThat(raw(PREFIX + after)).contains("session HttpSession " + key(after));
    assertThat(raw("SESSION=" + before)).contains("session null");
    assertThat(raw("SESSION=" + after)).contains("session null");
  }

  @Test
  void endTakesAwayBothCookies() {
    Reply reply = server.getWithCookies("/end", PREFIX + victims + "; SESSION=x");

    assertThat(reply.cookies())
        .hasSize(2)
        .anyMatch(
            cookie ->
                cookie.matches("__Host-SESSION=; Expires=.* 1970 .*Path=/; Secure; HttpOnly.*"))
        .anyMatch(cookie -> cookie.startsWith("SESSION=; Expires=Thu, 01 Jan 1970"));
    assertThat(raw(PREFIX + victims)).contains("session null");
  }

  @Test
  void hostBoundSessionStaysSoWithoutTheSetting() {
    restart(new SessionCookie("SESSION", null, null, null, true, null, "Lax", false, false));

    Reply fresh = server.get("/login");

    assertThat(fresh.requiredTicket()).hasSize(43);
    String before = bound(server);
    Reply rotated = server.getWithCookies("/rotate", PREFIX + before + "; SESSION=dead");
    String after = hostBound(rotated);
    assertThat(raw(PREFIX + after + "; SESSION=" + fresh.ticket())).contains(key(after));
    assertThat(raw("SESSION=" + after)).contains("session null");
  }

  @ParameterizedTest
  @CsvSource({"example.org,", ",/shop"})
  void cookieThatCannotHaveThePrefixHasNone(@Nullable String domain, @Nullable String path) {
    restart(new SessionCookie("SESSION", domain, path, null, true, null, "Lax", false, true));

    Reply reply = server.get("/login");
    String other = bound(server);

    assertThat(reply.requiredTicket()).hasSize(43);
    // Another application's, at the root of the same host.
    assertThat(raw(PREFIX + other + "; SESSION=" + reply.ticket()))
        .contains("session HttpSession " + SessionServer.keyOf(reply.requiredTicket()));
  }

  private static String bound(SessionServer server) {
    Session session = server.manager.create(true);
    session.setAttribute("a", "1");
    String ticket = Objects.requireNonNull(server.manager.save(session));
    server.store.calls();
    return ticket.substring(SessionId.HOST_BOUND.length());
  }

  /** Sends bytes as they are, which a client for HTTP would not. */
  private String raw(String cookies) {
    return server.raw("/", ("Cookie: " + cookies).getBytes(UTF_8));
  }

  private static String hostBound(Reply reply) {
    String cookie =
        reply.cookies().stream().filter(each -> each.startsWith(PREFIX)).findFirst().orElseThrow();
    return cookie.substring(PREFIX.length(), cookie.indexOf(';'));
  }

  private static String key(String hostBound) {
    return SessionServer.keyOf(SessionId.HOST_BOUND + hostBound);
  }
}
