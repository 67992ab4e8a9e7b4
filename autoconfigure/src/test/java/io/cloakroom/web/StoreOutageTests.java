package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.web.SessionServer.Handler;
import io.cloakroom.web.SessionServer.Reply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A store that does not answer gives 503, whatever the application makes of it. */
@ExtendWith(OutputCaptureExtension.class)
class StoreOutageTests {

  private static final String MESSAGE = "Memory did not answer find in 500ms: is it up?";

  private final SessionServer server = new SessionServer();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private String ticket = "";

  @BeforeEach
  void storeSession() {
    ticket = server.stored(Map.of("a", "1"));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    server.close();
  }

  static Stream<Named<Handler>> applications() {
    return Stream.of(
        Named.of("lets it pass", (request, response) -> request.getSession()),
        Named.of(
            "wraps it",
            (request, response) -> {
              try {
                request.getSession();
              } catch (RuntimeException e) {
                throw new ServletException(e);
              }
            }),
        Named.of(
            "forgets it",
            (request, response) -> {
              try {
                request.getSession();
              } catch (RuntimeException e) {
                throw new IllegalArgumentException("something else");
              }
            }),
        Named.of(
            "says 200",
            (request, response) -> {
              response.setHeader("X-Before", "1");
              response.addHeader("Set-Cookie", "SESSION=; Max-Age=0");
              try {
                request.getSession();
              } catch (RuntimeException e) {
                response.getWriter().print("all is well");
                response.getWriter().close();
              }
            }),
        Named.of(
            "says 500 with a long body",
            (request, response) -> {
              try {
                request.getSession();
              } catch (RuntimeException e) {
                response.setStatus(500);
                response.setContentLength(100_000);
                response.getOutputStream().write(new byte[100_000]);
                response.flushBuffer();
              }
            }),
        Named.of(
            "sends an error",
            (request, response) -> {
              try {
                request.getSession();
              } catch (RuntimeException e) {
                response.sendError(500, "sorry");
              }
            }),
        Named.of(
            "redirects",
            (request, response) -> {
              try {
                request.getSession();
              } catch (RuntimeException e) {
                response.sendRedirect("/login");
              }
            }),
        Named.of(
            "asks again",
            (request, response) -> {
              try {
                request.getSession(false);
              } catch (RuntimeException e) {
                assertThatThrownBy(request::getSession).isSameAs(e);
                assertThatThrownBy(request::changeSessionId).isSameAs(e);
              }
            }),
        Named.of(
            "forwards",
            (request, response) ->
                request.getRequestDispatcher("/forwarded").forward(request, response)),
        Named.of(
            "asks on another thread",
            (request, response) -> {
              AsyncContext async = request.startAsync();
              new Thread(
                      () -> {
                        assertThatThrownBy(request::getSession).isNotNull();
                        async.dispatch("/then");
                      })
                  .start();
            }));
  }

  @ParameterizedTest
  @MethodSource("applications")
  void unreadableSessionIsUnavailable(Handler application, CapturedOutput output) {
    server.on("/", application);
    server.on("/forwarded", (request, response) -> request.getSession());
    server.on("/then", (request, response) -> response.getWriter().print("fine"));
    server.store.fail("find", unavailable());

    Reply reply = server.get("/", ticket);

    assertUnavailable(reply);
    assertThat(reply.body()).isEqualTo("error 503");
    assertThat(server.store.calls()).containsExactly("find");
    assertThat(output.toString()).containsOnlyOnce(MESSAGE).doesNotContain(ticket);
  }

  static Stream<Named<Handler>> commits() {
    return Stream.of(
        Named.of("nothing", (request, response) -> {}),
        Named.of("short body", (request, response) -> response.getWriter().print("done")),
        Named.of("flush", (request, response) -> response.flushBuffer()),
        Named.of("redirect", (request, response) -> response.sendRedirect("/done")),
        Named.of(
            "long body",
            (request, response) -> {
              for (int i = 0; i < 30; i++) {
                response.getOutputStream().write(new byte[1000]);
              }
            }));
  }

  @ParameterizedTest
  @MethodSource("commits")
  void unsavedSessionIsUnavailable(Handler commit) {
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "2");
          commit.handle(request, response);
        });
    server.store.fail("update", unavailable());

    Reply reply = server.get("/", ticket);

    assertUnavailable(reply);
    assertThat(reply.body()).isEqualTo("error 503");
    assertThat(server.store.calls()).containsExactly("find", "update");
  }

  @Test
  void sessionThatCannotBeCreatedIsUnavailableAndSendsNoCookie() {
    server.on("/", (request, response) -> request.getSession());
    server.store.fail("insert", unavailable());

    assertUnavailable(server.get("/"));
  }

  @Test
  void sessionThatCannotBeEndedKeepsItsCookie() {
    server.on("/", (request, response) -> request.getSession().invalidate());
    server.store.fail("delete", unavailable());

    assertUnavailable(server.get("/", ticket));
    server.store.fail("", null);
    assertThat(server.load(ticket)).isNotNull();
  }

  @Test
  void unsavedSessionOfAsyncThreadIsUnavailable() {
    server.on(
        "/",
        (request, response) -> {
          request.getSession();
          AsyncContext async = request.startAsync();
          threads.execute(
              () -> {
                request.getSession().setAttribute("a", "2");
                async.complete();
              });
        });
    server.store.fail("update", unavailable());

    assertUnavailable(server.get("/", ticket));
  }

  @Test
  void unreadableSessionOfAsyncDispatchIsUnavailable() {
    server.on(
        "/",
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.REQUEST) {
            threads.execute(request.startAsync()::dispatch);
          } else {
            request.getSession();
          }
        });
    server.store.fail("find", unavailable());

    Reply reply = server.get("/", ticket);

    assertUnavailable(reply);
    assertThat(reply.body()).isEqualTo("error 503");
  }

  @Test
  void requestWithoutSessionIsServed() {
    server.on("/", (request, response) -> response.getWriter().print("hello"));
    server.store.fail(".*", unavailable());

    Reply reply = server.get("/", ticket);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("hello");
  }

  @Test
  void responseThatIsCommittedIsNotTouched() {
    server.on(
        "/",
        (request, response) -> {
          request.getSession();
          response.getWriter().print("hello");
          response.flushBuffer();
          request.getSession().setAttribute("a", "2");
          response.getWriter().print(" world");
        });
    server.store.fail("update", unavailable());

    Reply reply = server.get("/", ticket);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("hello world");
  }

  @Test
  void errorPageHasNoSession() {
    server.on("/", (request, response) -> request.getSession());
    server.on(
        "/error",
        (request, response) -> {
          response.setStatus(500);
          response.getWriter().print("page " + request.getSession(false));
          response.flushBuffer();
        });
    server.store.fail("find", unavailable());

    Reply reply = server.get("/", ticket);

    assertUnavailable(reply);
    assertThat(reply.body()).isEqualTo("page null");
    assertThat(server.store.calls()).containsExactly("find");
  }

  @Test
  void errorPageThatInsistsOnSessionIsUnavailable() {
    server.on("/", (request, response) -> request.getSession());
    server.on(
        "/error",
        (request, response) -> {
          response.getWriter().print("page");
          request.getSession();
        });
    server.store.fail("find", unavailable());

    Reply reply = server.get("/", ticket);

    assertUnavailable(reply);
    assertThat(server.store.calls()).containsExactly("find");
  }

  @Test
  void errorPageThatIsTheFirstToAskIsRendered() {
    server.on("/", (request, response) -> response.sendError(404));
    server.on(
        "/error",
        (request, response) -> response.getWriter().print("page " + request.getSession(false)));
    server.store.fail("find", unavailable());

    Reply reply = server.get("/", ticket);

    assertUnavailable(reply);
    assertThat(reply.body()).isEqualTo("page null");
  }

  @Test
  void rejectionIsAnError() {
    server.on("/", (request, response) -> request.getSession().setAttribute("a", "2"));
    server.store.fail("update", new SessionStoreRejectedException("Memory is full", null));

    Reply reply = server.get("/", ticket);

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).isEqualTo("error 500");
    assertThat(reply.cookies()).isEmpty();
  }

  @Test
  void rejectedReadIsAnErrorThatThePageCanShow() {
    server.on("/", (request, response) -> request.getSession());
    server.on(
        "/error",
        (request, response) -> response.getWriter().print("page " + request.getSession(false)));
    server.store.fail("find", new SessionStoreRejectedException("No permission", null));

    Reply reply = server.get("/", ticket);

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).isEqualTo("page null");
  }

  @Test
  void requestsRefusedInARowAreLoggedOnce(CapturedOutput output) {
    server.on("/", (request, response) -> request.getSession());
    server.store.fail("find", unavailable());

    for (int i = 0; i < 3; i++) {
      assertUnavailable(server.get("/", ticket));
    }

    assertThat(output.toString()).containsOnlyOnce(MESSAGE);
  }

  @Test
  void repairedStoreServesTheSameTicket() {
    server.on("/", (request, response) -> response.getWriter().print(request.getSession().getId()));
    server.store.fail("find", unavailable());
    assertUnavailable(server.get("/", ticket));

    server.store.fail("", null);

    assertThat(server.get("/", ticket).body()).isEqualTo(SessionServer.keyOf(ticket));
    assertThat(Objects.requireNonNull(server.load(ticket)).attribute("a")).isEqualTo("1");
  }

  private static void assertUnavailable(Reply reply) {
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).containsExactly("3");
    assertThat(reply.cookies()).isEmpty();
  }

  private static SessionStoreUnavailableException unavailable() {
    return new SessionStoreUnavailableException(MESSAGE, null);
  }
}
