package io.cloakroom.web;

import static io.cloakroom.web.SessionFilter.TOUCH_EXCLUDED_ATTRIBUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.web.SessionServer.Handler;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that do not keep their session alive. Its timeout is so short that others touch it. */
class ExcludedFromTouchTests {

  private final SessionServer server =
      new SessionServer(
          new SessionRules(
              request -> request.getRequestURI().startsWith("/poll"), CreationLimiter.NONE, false));
  private String ticket = "";

  @BeforeEach
  void storeSession() {
    server.on("/short", (request, response) -> request.getSession().setMaxInactiveInterval(9));
    ticket = server.stored(Map.of("a", "1"));
    server.get("/short", ticket);
    server.store.calls();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void otherRequestsTouch() {
    server.on("/", (request, response) -> request.getSession());

    server.get("/", ticket);

    assertThat(server.store.calls()).containsExactly("find", "touch");
  }

  @Test
  void excludedPathDoesNotTouch() {
    server.on("/poll", (request, response) -> request.getSession());

    server.get("/poll", ticket);

    assertThat(server.store.calls()).containsExactly("find");
  }

  @Test
  void excludedPathIsThatOfTheRequestAndNotOfAForward() {
    server.on("/poll", (request, response) -> request.getSession());
    server.on(
        "/",
        (request, response) -> request.getRequestDispatcher("/poll").forward(request, response));
    server.on(
        "/poll/more",
        (request, response) -> request.getRequestDispatcher("/real").forward(request, response));
    server.on("/real", (request, response) -> request.getSession());

    server.get("/", ticket);
    assertThat(server.store.calls()).containsExactly("find", "touch");

    server.get("/poll/more", ticket);
    assertThat(server.store.calls()).containsExactly("find");
  }

  static Stream<Named<Handler>> polls() {
    return Stream.of(
        Named.of(
            "before the session is loaded",
            (request, response) -> {
              request.setAttribute(TOUCH_EXCLUDED_ATTRIBUTE, true);
              request.getSession();
            }),
        Named.of(
            "after the session was loaded",
            (request, response) -> {
              request.getSession();
              request.setAttribute(TOUCH_EXCLUDED_ATTRIBUTE, true);
            }),
        Named.of(
            "through a wrapper of the application",
            (request, response) -> {
              request.getSession();
              new jakarta.servlet.http.HttpServletRequestWrapper(request)
                  .setAttribute(TOUCH_EXCLUDED_ATTRIBUTE, true);
            }));
  }

  @ParameterizedTest
  @MethodSource("polls")
  void requestThatSaysSoDoesNotTouch(Handler poll) {
    server.on("/", poll);

    server.get("/", ticket);

    assertThat(server.store.calls()).containsExactly("find");
  }

  @Test
  void requestCanTakeItBack() {
    server.on(
        "/",
        (request, response) -> {
          request.setAttribute(TOUCH_EXCLUDED_ATTRIBUTE, true);
          request.getSession();
          request.removeAttribute(TOUCH_EXCLUDED_ATTRIBUTE);
        });
    server.on(
        "/poll",
        (request, response) -> {
          request.setAttribute(TOUCH_EXCLUDED_ATTRIBUTE, false);
          request.getSession();
        });

    server.get("/", ticket);
    assertThat(server.store.calls()).containsExactly("find", "touch");

    server.get("/poll", ticket);
    assertThat(server.store.calls()).containsExactly("find", "touch");
  }
}
