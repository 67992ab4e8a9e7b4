package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.web.SessionServer.Handler;
import io.cloakroom.web.SessionServer.Reply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Sessions that stay empty are neither stored nor given a ticket, if that is asked for. */
@ExtendWith(OutputCaptureExtension.class)
class SkippedSessionTests {

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile boolean full;
  private final SessionServer server =
      new SessionServer(
          new SessionRules(
              request -> false,
              address -> {
                asked.add(address);
                if (full) {
                  throw new TooManyCreationsException("too many", Duration.ofSeconds(7));
                }
              },
              true),
          new Recorder());

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Named<Handler>> empty() {
    return Stream.of(
        Named.of("asks for it", (request, response) -> request.getSession()),
        Named.of(
            "writes and flushes",
            (request, response) -> {
              request.getSession();
              response.getWriter().print("hello");
              response.flushBuffer();
            }),
        Named.of(
            "sets a timeout",
            (request, response) -> request.getSession().setMaxInactiveInterval(9)),
        Named.of(
            "changes the id",
            (request, response) -> {
              request.getSession();
              request.changeSessionId();
            }),
        Named.of(
            "takes back what it put",
            (request, response) -> {
              request.getSession().setAttribute("a", "x");
              request.getSession().removeAttribute("a");
            }),
        Named.of("invalidates it", (request, response) -> request.getSession().invalidate()),
        Named.of(
            "redirects",
            (request, response) -> {
              request.getSession();
              response.sendRedirect("/elsewhere");
            }),
        Named.of(
            "sends an error",
            (request, response) -> {
              request.getSession();
              response.sendError(404);
            }),
        Named.of(
            "is asynchronous",
            (request, response) -> {
              request.getSession();
              AsyncContext async = request.startAsync();
              new Thread(async::complete).start();
            }));
  }

  @ParameterizedTest
  @MethodSource("empty")
  void emptySessionLeavesNoTrace(Handler application) {
    server.on("/", application);

    Reply reply = server.get("/");

    assertThat(reply.cookies()).isEmpty();
    assertThat(server.store.calls()).isEmpty();
    assertThat(server.events).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(told).as("listeners that count sessions").containsExactly("created", "destroyed");
  }

  @Test
  void sessionThatCannotBeSavedIsCountedOnce() {
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "x".repeat(70_000));
          response.flushBuffer();
        });

    assertThat(server.get("/").status()).isEqualTo(500);
    assertThat(asked).hasSize(1);
  }

  @Test
  void sessionThatGetsAnAttributeIsStored() {
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          assertThat(session.isNew()).isTrue();
          session.setAttribute("a", "x");
        });

    Reply reply = server.get("/");

    assertThat(server.store.calls()).containsExactly("insert");
    assertThat(Objects.requireNonNull(server.load(reply.requiredTicket())).attribute("a"))
        .isEqualTo("x");
    assertThat(told).containsExactly("created");
    assertThat(asked).hasSize(1);
  }

  @Test
  void attributeThatAListenerSetsIsOneToo() {
    try (SessionServer other =
        new SessionServer(
            new SessionRules(request -> false, CreationLimiter.NONE, true),
            new HttpSessionListener() {
              @Override
              public void sessionCreated(HttpSessionEvent event) {
                event.getSession().setAttribute("since", "today");
              }
            })) {
      other.on("/", (request, response) -> request.getSession());

      assertThat(other.get("/").ticket()).isNotNull();
    }
  }

  @Test
  void attributeThatIsSetAfterAnIncludeIsStored() {
    server.on("/included", (request, response) -> response.getWriter().print("part"));
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          request.getRequestDispatcher("/included").include(request, response);
          session.setAttribute("a", "x");
        });

    assertThat(server.get("/").ticket()).isNotNull();
    assertThat(server.store.calls()).containsExactly("insert");
  }

  @Test
  void attributeThatIsSetTooLateIsDroppedAndReported(CapturedOutput output) {
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          response.flushBuffer();
          session.setAttribute("a", "x");
        });

    Reply reply = server.get("/");

    assertThat(reply.cookies()).isEmpty();
    assertThat(server.store.calls()).as("a session that no client knows").isEmpty();
    assertThat(output).contains("cloakroom.skip-empty-sessions");
    assertThat(told).containsExactly("created", "destroyed");
  }

  @Test
  void nextRequestBeginsAnotherSession() {
    server.on("/", (request, response) -> response.getWriter().print(request.getSession().getId()));

    String first = server.get("/").body();

    assertThat(server.get("/").body()).isNotEqualTo(first);
  }

  @Test
  void storedSessionThatBecomesEmptyStays() {
    String ticket = server.stored(Map.of("a", "x"));
    server.on("/", (request, response) -> request.getSession().removeAttribute("a"));

    assertThat(server.get("/", ticket).cookies()).isEmpty();

    assertThat(server.load(ticket)).isNotNull();
  }

  @Test
  void ticketOfTheSessionThatWasEndedIsTakenAway() {
    String ticket = server.stored(Map.of("a", "x"));
    server.on(
        "/",
        (request, response) -> {
          request.getSession().invalidate();
          request.getSession();
          response.getWriter().print("bye");
          response.flushBuffer();
        });

    Reply reply = server.get("/", ticket);

    assertThat(reply.ticket()).isEmpty();
    assertThat(server.load(ticket)).isNull();
  }

  @Test
  void deadTicketIsLeftAlone() {
    server.on("/", (request, response) -> request.getSession());

    assertThat(server.get("/", "A".repeat(43)).cookies()).isEmpty();
    assertThat(server.store.calls()).containsExactly("find");
  }

  @Test
  void errorPageCanBeginASession() {
    server.on(
        "/",
        (request, response) -> {
          request.getSession();
          response.sendError(404);
        });
    server.on(
        "/error",
        (request, response) -> {
          request.getSession().setAttribute("a", "x");
          response.getWriter().print("page");
        });

    Reply reply = server.get("/");

    assertThat(reply.body()).isEqualTo("page");
    assertThat(Objects.requireNonNull(server.load(reply.requiredTicket())).attribute("a"))
        .isEqualTo("x");
    assertThat(told).containsExactly("created", "destroyed", "created");
  }

  @Test
  void onlyWhatIsStoredCountsAgainstTheLimitOfAClient() {
    full = true;
    server.on("/empty", (request, response) -> request.getSession());
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "x");
          response.getWriter().print("done");
        });

    assertThat(server.get("/empty").status()).isEqualTo(200);
    Reply reply = server.get("/");

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Retry-After")).containsExactly("7");
    assertThat(reply.cookies()).isEmpty();
    assertThat(reply.body()).isEqualTo("error 429");
    assertThat(server.store.calls()).isEmpty();
  }

  private final class Recorder implements HttpSessionListener {

    @Override
    public void sessionCreated(HttpSessionEvent event) {
      told.add("created");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
      told.add("destroyed");
    }
  }
}
