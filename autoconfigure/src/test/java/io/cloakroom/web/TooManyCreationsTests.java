package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.web.SessionServer.Handler;
import io.cloakroom.web.SessionServer.Reply;
import jakarta.servlet.AsyncContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A client that creates too many sessions gets 429, whatever the application makes of it. */
@ExtendWith(OutputCaptureExtension.class)
class TooManyCreationsTests {

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile boolean full = true;
  private final CreationLimiter limiter =
      address -> {
        asked.add(address);
        if (full) {
          throw new TooManyCreationsException("too many", Duration.ofSeconds(7));
        }
      };
  private final SessionServer server =
      new SessionServer(new SessionRules(request -> false, limiter, false));

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("io.cloakroom.web.StoreOutageTests#applications")
  void clientIsToldToComeBackLater(Handler application, CapturedOutput output) {
    server.on(
        "/",
        (request, response) ->
            // A session that is only asked for is none, so there is nothing to refuse.
            application.handle(new AlwaysCreating(request), response));
    server.on("/forwarded", (request, response) -> request.getSession());
    server.on("/then", (request, response) -> response.getWriter().print("fine"));

    Reply reply = server.get("/");

    assertRefused(reply);
    assertThat(reply.body()).isEqualTo("error 429");
    assertThat(server.store.calls()).isEmpty();
    assertThat(asked).containsExactly("127.0.0.1");
    assertThat(output.toString())
        .doesNotContain("127.0.0.1")
        .doesNotContainPattern("WARN.*cloakroom");
  }

  @Test
  void sessionThatExistsIsServed() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> response.getWriter().print(request.getSession().getAttribute("a")));

    Reply reply = server.get("/", ticket);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("1");
    assertThat(asked).isEmpty();
  }

  @Test
  void requestThatOnlyAsksForASessionIsServed() {
    server.on(
        "/", (request, response) -> response.getWriter().print(request.getSession(false) == null));

    assertThat(server.get("/").body()).isEqualTo("true");
    assertThat(asked).isEmpty();
  }

  @Test
  void errorPageHasNoSession() {
    server.on("/", (request, response) -> request.getSession());
    server.on(
        "/error",
        (request, response) -> {
          response.setStatus(500);
          response.getWriter().print("page " + request.getSession(false));
          assertThatThrownBy(request::getSession)
              .isInstanceOf(TooManyCreationsException.class)
              .hasMessage("too many");
        });

    Reply reply = server.get("/");

    assertRefused(reply);
    assertThat(reply.body()).isEqualTo("page null");
    assertThat(asked).hasSize(1);
  }

  @Test
  void committedResponseIsNotTouched() {
    server.on(
        "/",
        (request, response) -> {
          response.getWriter().print("hello");
          response.flushBuffer();
          assertThatThrownBy(request::getSession).isInstanceOf(IllegalStateException.class);
        });

    Reply reply = server.get("/");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("hello");
    assertThat(asked).isEmpty();
  }

  @Test
  void sessionOfAnAsyncThreadIsRefused() {
    server.on(
        "/",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          new Thread(
                  () -> {
                    assertThatThrownBy(request::getSession)
                        .isInstanceOf(TooManyCreationsException.class);
                    async.complete();
                  })
              .start();
        });

    assertRefused(server.get("/"));
  }

  @Test
  void clientThatMayGoesOn() {
    full = false;
    server.on("/", (request, response) -> request.getSession());

    assertThat(server.get("/").ticket()).isNotNull();

    full = true;
    assertRefused(server.get("/"));
    assertThat(server.store.calls()).containsExactly("insert");
  }

  private static void assertRefused(Reply reply) {
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Retry-After")).containsExactly("7");
    assertThat(reply.cookies()).isEmpty();
  }

  /** Creates a session where the application only asks for it. */
  private static final class AlwaysCreating extends jakarta.servlet.http.HttpServletRequestWrapper {

    AlwaysCreating(jakarta.servlet.http.HttpServletRequest request) {
      super(request);
    }

    @Override
    public jakarta.servlet.http.HttpSession getSession(boolean create) {
      return super.getSession();
    }

    @Override
    public String changeSessionId() {
      return super.getSession().getId();
    }
  }
}
