package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionId;
import io.cloakroom.web.SessionServer.Reply;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a request costs the store, and what its client is sent. */
class SessionFilterTests {

  private final SessionServer server = new SessionServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void requestWithoutSessionAsksNoStore() {
    String ticket = server.stored(Map.of());
    server.on("/", (request, response) -> response.getWriter().print("hello"));

    Reply reply = server.get("/", ticket);

    assertThat(reply.body()).isEqualTo("hello");
    assertThat(reply.cookies()).isEmpty();
    assertThat(server.store.calls()).isEmpty();
  }

  @Test
  void sessionIsCreatedLazilyAndSentOnce() {
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          assertThat(session.isNew()).isTrue();
          assertThat(request.getSession()).isSameAs(session);
          session.setAttribute("a", "1");
        });

    Reply reply = server.get("/");

    assertThat(reply.cookies()).hasSize(1);
    assertThat(reply.cookies().get(0))
        .contains("Path=/")
        .contains("HttpOnly")
        .contains("SameSite=Lax")
        .doesNotContain("Secure");
    assertThat(server.store.calls()).containsExactly("insert");
    assertThat(Objects.requireNonNull(server.load(reply.requiredTicket())).attribute("a"))
        .isEqualTo("1");
  }

  @Test
  void noSessionIsCreatedForGetSessionFalse() {
    server.on("/", (request, response) -> assertThat(request.getSession(false)).isNull());

    Reply reply = server.get("/");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.cookies()).isEmpty();
    assertThat(server.store.calls()).isEmpty();
  }

  @Test
  void readCostsOneRoundTripAndSendsNoCookie() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession(false);
          assertThat(session.isNew()).isFalse();
          assertThat(request.getSession()).isSameAs(session);
          response.getWriter().print(session.getAttribute("a"));
          response.flushBuffer();
        });

    Reply reply = server.get("/", ticket);

    assertThat(reply.body()).isEqualTo("1");
    assertThat(reply.cookies()).isEmpty();
    assertThat(server.store.calls()).containsExactly("find");
  }

  @Test
  void writeCostsTwoRoundTripsAndSendsNoCookie() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "2");
          response.flushBuffer();
        });

    Reply reply = server.get("/", ticket);

    assertThat(reply.cookies()).isEmpty();
    assertThat(server.store.calls()).containsExactly("find", "update");
    assertThat(Objects.requireNonNull(server.load(ticket)).attribute("a")).isEqualTo("2");
  }

  @Test
  void cookieThatWasSentIsSentAgainForItsTime() {
    server.on("/included", (request, response) -> response.getWriter().print("x"));
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "1");
          request.getRequestDispatcher("/included").include(request, response);
          request.setAttribute(SessionFilter.COOKIE_MAX_AGE_ATTRIBUTE, Duration.ofMinutes(1));
        });

    assertThat(server.get("/").cookies()).singleElement().asString().contains("Max-Age=60");
  }

  @Test
  void unknownTicketIsLookedUpOnceAndNotAdopted() {
    String unknown = SessionId.random().value();
    server.on(
        "/none",
        (request, response) -> {
          assertThat(request.getSession(false)).isNull();
          assertThat(request.getSession(false)).isNull();
          assertThat(request.isRequestedSessionIdValid()).isFalse();
        });
    server.on("/new", (request, response) -> request.getSession());

    assertThat(server.get("/none", unknown).cookies()).isEmpty();
    assertThat(server.store.calls()).containsExactly("find");
    assertThat(server.get("/new", unknown).requiredTicket()).isNotEqualTo(unknown);
    assertThat(server.store.calls()).containsExactly("find", "insert");
  }

  @Test
  void requestedIdIsTheKeyAndTellsWhetherItIsValid() {
    String ticket = server.stored(Map.of());
    server.on(
        "/",
        (request, response) -> {
          assertThat(request.getRequestedSessionId()).isEqualTo(SessionServer.keyOf(ticket));
          assertThat(request.isRequestedSessionIdFromCookie()).isTrue();
          assertThat(request.isRequestedSessionIdFromURL()).isFalse();
          assertThat(request.isRequestedSessionIdValid()).isTrue();
          assertThat(request.getSession().getId()).isEqualTo(SessionServer.keyOf(ticket));
          request.getSession().invalidate();
          assertThat(request.isRequestedSessionIdValid()).isFalse();
        });
    server.on(
        "/none",
        (request, response) -> {
          assertThat(request.getRequestedSessionId()).isNull();
          assertThat(request.isRequestedSessionIdFromCookie()).isFalse();
          assertThat(request.isRequestedSessionIdValid()).isFalse();
        });

    assertThat(server.get("/", ticket).status()).isEqualTo(200);
    assertThat(server.get("/none", "malformed").status()).isEqualTo(200);
    assertThat(server.get("/none").status()).isEqualTo(200);
  }

  @Test
  void changedIdIsSentAndTheOldOneIsDeadAtOnce() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> {
          String id = request.changeSessionId();
          assertThat(id)
              .isEqualTo(request.getSession().getId())
              .isNotEqualTo(SessionServer.keyOf(ticket));
          assertThat(server.load(ticket)).isNull();
          assertThat(request.isRequestedSessionIdValid()).isFalse();
          response.getWriter().print(id);
        });

    Reply reply = server.get("/", ticket);

    String changed = reply.requiredTicket();
    assertThat(SessionServer.keyOf(changed)).isEqualTo(reply.body());
    assertThat(Objects.requireNonNull(server.load(changed)).attribute("a")).isEqualTo("1");
  }

  @Test
  void idChangedTwiceIsSentOnce() {
    String ticket = server.stored(Map.of());
    server.on(
        "/",
        (request, response) -> {
          request.changeSessionId();
          request.getRequestDispatcher("/included").include(request, response);
          request.changeSessionId();
        });
    server.on("/included", (request, response) -> response.getWriter().print("part"));

    Reply reply = server.get("/", ticket);

    assertThat(server.load(reply.requiredTicket())).isNotNull();
  }

  @Test
  void idOfNewSessionCanChange() {
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "1");
          request.changeSessionId();
        });

    Reply reply = server.get("/");

    assertThat(server.load(reply.requiredTicket())).isNotNull();
    assertThat(server.store.calls()).isEmpty();
  }

  @Test
  void idWithoutSessionCannotChange() {
    server.on(
        "/",
        (request, response) -> {
          try {
            request.changeSessionId();
          } catch (IllegalStateException e) {
            response.getWriter().print("refused");
          }
        });

    assertThat(server.get("/").body()).isEqualTo("refused");
    assertThat(server.get("/", SessionId.random().value()).body()).isEqualTo("refused");
  }

  @Test
  void invalidatedSessionIsDeadAndItsCookieExpires() {
    String ticket = server.stored(Map.of());
    server.on(
        "/",
        (request, response) -> {
          request.getSession().invalidate();
          assertThat(request.getSession(false)).isNull();
          response.flushBuffer();
        });

    Reply reply = server.get("/", ticket);

    assertThat(reply.cookies()).hasSize(1);
    assertThat(reply.cookies().get(0))
        .startsWith("SESSION=;")
        .contains("Expires=Thu, 01 Jan 1970")
        .contains("Path=/")
        .contains("HttpOnly")
        .contains("SameSite=Lax");
    assertThat(server.load(ticket)).isNull();
  }

  @Test
  void invalidatedSessionThatNoClientKnowsSendsNothing() {
    server.on("/", (request, response) -> request.getSession().invalidate());

    assertThat(server.get("/").cookies()).isEmpty();
    assertThat(server.store.calls()).isEmpty();
  }

  @Test
  void sessionAfterInvalidateReplacesTheCookie() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> {
          request.getSession().invalidate();
          request.getRequestDispatcher("/included").include(request, response);
          assertThat(request.getSession().isNew()).isTrue();
          assertThat(request.getSession().getAttribute("a")).isNull();
        });
    server.on("/included", (request, response) -> response.getWriter().print("part"));

    Reply reply = server.get("/", ticket);

    assertThat(reply.requiredTicket()).isNotEqualTo(ticket);
    assertThat(server.load(reply.requiredTicket())).isNotNull();
  }

  @Test
  void applicationsOwnCookiesStay() {
    server.on(
        "/",
        (request, response) -> {
          request.getSession();
          response.addHeader("Set-Cookie", "one=1");
          request.getRequestDispatcher("/included").include(request, response);
          request.changeSessionId();
          response.addHeader("Set-Cookie", "two=2");
        });
    server.on("/included", (request, response) -> response.getWriter().print("part"));

    Reply reply = server.get("/");

    assertThat(reply.cookies()).hasSize(3).contains("one=1", "two=2");
    assertThat(server.load(reply.requiredTicket())).isNotNull();
  }

  @Test
  void sessionEndedElsewhereSendsNoCookieAndNoError() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          session.getAttribute("a");
          server.end(ticket);
          session.setAttribute("a", "2");
          session.setMaxInactiveInterval(5);
          response.getWriter().print("served");
          response.flushBuffer();
          session.setAttribute("a", "3");
        });

    Reply reply = server.get("/", ticket);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("served");
    assertThat(reply.cookies()).isEmpty();
    assertThat(server.load(ticket)).isNull();
  }

  @Test
  void slowRequestDoesNotUndoRotationByAnother() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/slow",
        (request, response) -> {
          HttpSession session = request.getSession();
          session.getAttribute("a");
          assertThat(server.get("/login", ticket).requiredTicket()).isNotEqualTo(ticket);
          session.setAttribute("a", "2");
        });
    server.on("/login", (request, response) -> request.changeSessionId());

    Reply reply = server.get("/slow", ticket);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.cookies()).isEmpty();
    assertThat(server.load(ticket)).isNull();
  }

  @Test
  void onlyLiveTicketOfSeveralIsUsed() {
    String live = server.stored(Map.of("a", "1"));
    String dead = SessionId.random().value();
    server.on("/", (request, response) -> response.getWriter().print(request.getSession().getId()));

    Reply reply = server.get("/", "malformed", dead, live, live);

    assertThat(reply.body()).isEqualTo(SessionServer.keyOf(live));
    assertThat(reply.cookies()).isEmpty();
    assertThat(server.store.calls()).containsExactly("find", "find");
  }

  @Test
  void twoLiveTicketsAreAnonymous() {
    String one = server.stored(Map.of("a", "1"));
    String other = server.stored(Map.of("a", "2"));
    server.on("/", (request, response) -> assertThat(request.getSession(false)).isNull());
    server.on("/login", (request, response) -> request.getSession());

    assertThat(server.get("/", one, other).cookies()).isEmpty();
    assertThat(server.get("/login", one, other).requiredTicket()).isNotIn(one, other);
    assertThat(server.load(one)).isNotNull();
    assertThat(server.load(other)).isNotNull();
  }

  @Test
  void headerCarriesTicketsToo() {
    SessionIdResolver resolver = new HeaderSessionIdResolver("X-Auth-Token");
    try (SessionServer headers = new SessionServer(resolver, List.of())) {
      headers.on("/", (request, response) -> request.getSession().setAttribute("a", "1"));
      headers.on(
          "/end",
          (request, response) -> {
            assertThat(request.isRequestedSessionIdFromCookie()).isFalse();
            assertThat(request.isRequestedSessionIdValid()).isTrue();
            request.getSession().invalidate();
          });

      Reply first = headers.get("/");
      String ticket = first.header("X-Auth-Token").get(0);
      Reply last =
          headers.send(
              HttpRequest.newBuilder(URI.create(headers.url("/end")))
                  .header("X-Auth-Token", ticket));

      assertThat(first.cookies()).isEmpty();
      assertThat(last.status()).isEqualTo(200);
      assertThat(last.header("X-Auth-Token")).containsExactly("");
      assertThat(headers.load(ticket)).isNull();
    }
  }
}
