package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.web.SessionServer.Handler;
import io.cloakroom.web.SessionServer.Reply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a response that used its session says to caches, once, and no other response. */
@TestInstance(Lifecycle.PER_CLASS)
class CacheHeadersTests {

  private static final String FLASH =
      "org.springframework.web.servlet.support.SessionFlashMapManager.FLASH_MAPS";

  private final SessionServer server = new SessionServer();

  @BeforeAll
  void start() {
    server.on("/included", (request, response) -> response.getWriter().print("included"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<Named<Handler>> uses() {
    return Stream.of(
        use("read", (request, response) -> read(request)),
        use("created", (request, response) -> other(request).setAttribute("a", "1")),
        use("written", (request, response) -> request.getSession().setAttribute("b", "1")),
        use("ended", (request, response) -> request.getSession().invalidate()),
        use("id changed", (request, response) -> request.changeSessionId()),
        use("names", (request, response) -> request.getSession().getAttributeNames()),
        use("age", (request, response) -> request.getSession().getCreationTime()),
        use(
            "cookie sent for a time",
            (request, response) -> {
              request.getSession(false);
              request.setAttribute(SessionFilter.COOKIE_MAX_AGE_ATTRIBUTE, Duration.ofDays(1));
            }),
        use(
            "small body",
            (request, response) -> {
              response.getWriter().print("small");
              read(request);
            }),
        use(
            "large body",
            (request, response) -> {
              read(request);
              response.getWriter().print("x".repeat(100_000));
            }),
        use(
            "flushed",
            (request, response) -> {
              read(request);
              response.flushBuffer();
              response.getWriter().print("late");
            }),
        use(
            "reset",
            (request, response) -> {
              read(request);
              response.setHeader("Cache-Control", "no-store");
              response.reset();
            }),
        use(
            "error",
            (request, response) -> {
              read(request);
              response.sendError(404);
            }),
        use(
            "failed",
            (request, response) -> {
              read(request);
              throw new IllegalStateException("thrown by a test");
            }),
        use(
            "redirect",
            (request, response) -> {
              read(request);
              response.sendRedirect("/elsewhere");
            }),
        use(
            "include",
            (request, response) -> {
              read(request);
              request.getRequestDispatcher("/included").include(request, response);
              response.getWriter().print("x".repeat(100_000));
            }),
        use(
            "forward",
            (request, response) -> {
              read(request);
              request.getRequestDispatcher("/included").forward(request, response);
            }),
        use(
            "asynchronous",
            (request, response) -> {
              read(request);
              request.startAsync().complete();
            }),
        use(
            "of one thread for another",
            (request, response) -> {
              AsyncContext async = request.startAsync();
              async.start(
                  () -> {
                    read((HttpServletRequest) async.getRequest());
                    async.complete();
                  });
            }));
  }

  static Stream<Named<Handler>> noUses() {
    return Stream.of(
        use("nothing", (request, response) -> response.getWriter().print("x")),
        use("not asked", (request, response) -> request.getSession(false)),
        use("key", (request, response) -> request.getSession(false).getId()),
        use("validity", (request, response) -> request.isRequestedSessionIdValid()),
        use("no flash", (request, response) -> request.getSession(false).getAttribute(FLASH)),
        use("redirect", (request, response) -> response.sendRedirect("/elsewhere")),
        use("error", (request, response) -> response.sendError(404)),
        use(
            "too late",
            (request, response) -> {
              response.flushBuffer();
              read(request);
            }));
  }

  private static Named<Handler> use(String name, Handler handler) {
    return Named.of(name, handler);
  }

  @ParameterizedTest
  @MethodSource("uses")
  void responseThatUsedItsSessionSaysSo(Handler handler) {
    Reply reply = reply(handler);

    assertThat(reply.header("Cache-Control")).containsExactly("private");
    assertThat(reply.header("Vary")).containsExactly("Cookie");
  }

  @ParameterizedTest
  @MethodSource("noUses")
  void otherResponseIsLeftAlone(Handler handler) {
    Reply reply = reply(handler);

    assertThat(reply.header("Cache-Control")).isEmpty();
    assertThat(reply.header("Vary")).isEmpty();
  }

  @Test
  void requestWithoutASessionIsLeftAlone() {
    server.on("/", (request, response) -> request.getSession(false));

    assertThat(server.get("/").headers().map()).doesNotContainKeys("vary", "cache-control");
  }

  @Test
  void flashAttributesAreAUse() {
    server.on("/", (request, response) -> request.getSession().getAttribute(FLASH));

    Reply reply = server.get("/", server.stored(Map.of(FLASH, "saved")));

    assertThat(reply.header("Cache-Control")).containsExactly("private");
  }

  @Test
  void whatTheApplicationSaysOfCachingIsKept() {
    Reply before =
        reply(
            (request, response) -> {
              response.setHeader("Cache-Control", "max-age=60, public");
              read(request);
            });
    Reply after =
        reply(
            (request, response) -> {
              read(request);
              response.setHeader("cache-control", "no-store");
            });

    assertThat(before.header("Cache-Control")).containsExactly("max-age=60, public");
    assertThat(after.header("Cache-Control")).containsExactly("no-store");
    assertThat(after.header("Vary")).containsExactly("Cookie");
  }

  @Test
  void whatTheApplicationVariesByIsKept() {
    assertThat(varying("Origin", "Accept")).containsExactly("Origin", "Accept", "Cookie");
    assertThat(varying("Origin, Accept-Language"))
        .containsExactly("Origin, Accept-Language", "Cookie");
    assertThat(varying("Origin", "Accept, cookie")).containsExactly("Origin", "Accept, cookie");
    assertThat(varying("*")).containsExactly("*");
    assertThat(varying("X-Cookie")).containsExactly("X-Cookie", "Cookie");
  }

  @Test
  void responseVariesByTheHeaderThatCarriesTheTicket() {
    try (SessionServer other =
        new SessionServer(new HeaderSessionIdResolver("X-Auth-Token"), List.of())) {
      other.on("/", (request, response) -> read(request));
      String ticket = other.stored(Map.of("a", "1"));

      Reply reply =
          other.send(
              HttpRequest.newBuilder(URI.create(other.url("/"))).header("X-Auth-Token", ticket));

      assertThat(reply.header("Vary")).containsExactly("X-Auth-Token");
      assertThat(reply.header("Cache-Control")).containsExactly("private");
    }
  }

  private List<String> varying(String... headers) {
    return reply(
            (request, response) -> {
              for (String header : headers) {
                response.addHeader("Vary", header);
              }
              read(request);
            })
        .header("Vary");
  }

  private Reply reply(Handler handler) {
    server.on("/", handler);
    return server.get("/", server.stored(Map.of("a", "1")));
  }

  private static void read(HttpServletRequest request) {
    Objects.requireNonNull(request.getSession(false).getAttribute("a"));
  }

  private static HttpSession other(HttpServletRequest request) {
    request.getSession().invalidate();
    return request.getSession();
  }
}
