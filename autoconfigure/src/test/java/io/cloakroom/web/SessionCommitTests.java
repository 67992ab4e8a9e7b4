package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cloakroom.web.SessionServer.Handler;
import io.cloakroom.web.SessionServer.Reply;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The session is saved, and its cookie written, before the response is committed. */
class SessionCommitTests {

  private final SessionServer server = new SessionServer();

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Named<Handler>> commits() {
    return Stream.of(
        Named.of("flushBuffer", (request, response) -> response.flushBuffer()),
        Named.of("sendError", (request, response) -> response.sendError(404)),
        Named.of("sendError with message", (request, response) -> response.sendError(404, "x")),
        Named.of("sendRedirect", (request, response) -> response.sendRedirect("/x")),
        Named.of("sendRedirect status", (request, response) -> response.sendRedirect("/x", 303)),
        Named.of("sendRedirect keeping", (request, response) -> response.sendRedirect("/", false)),
        Named.of("sendRedirect both", (request, response) -> response.sendRedirect("/", 303, true)),
        Named.of("stream flush", (request, response) -> response.getOutputStream().flush()),
        Named.of("stream close", (request, response) -> response.getOutputStream().close()),
        Named.of("writer flush", (request, response) -> response.getWriter().flush()),
        Named.of("writer close", (request, response) -> response.getWriter().close()),
        Named.of("writer checkError", (request, response) -> response.getWriter().checkError()),
        Named.of("bytes fill buffer", (request, response) -> fill(response.getOutputStream())),
        Named.of("text fills buffer", (request, response) -> fillText(response, "a".repeat(1000))),
        Named.of(
            "long text",
            (request, response) -> fillText(response, "\u00e4\u20ac\ud83d\ude00".repeat(2500))),
        Named.of(
            "content length",
            (request, response) -> {
              response.setContentLength(2);
              response.getOutputStream().write('a');
              response.getOutputStream().write('b');
            }),
        Named.of(
            "content length as header",
            (request, response) -> {
              response.setHeader("Content-Length", "2");
              response.getOutputStream().write(ByteBuffer.wrap(new byte[] {'a', 'b'}));
            }));
  }

  private static void fill(ServletOutputStream out) throws Exception {
    for (int i = 0; i < 20; i++) {
      out.write(new byte[1000]);
    }
  }

  private static void fillText(HttpServletResponse response, String text) throws Exception {
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    PrintWriter out = response.getWriter();
    for (int i = 0; i < 20; i++) {
      out.println(text);
    }
  }

  @ParameterizedTest
  @MethodSource("commits")
  void sessionIsSavedBeforeCommit(Handler commit) throws Exception {
    CompletableFuture<List<String>> callsAtCommit = new CompletableFuture<>();
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "1");
          commit.handle(request, response);
          callsAtCommit.complete(server.store.calls());
        });

    Reply reply = server.get("/");

    // A client may have the whole response before the servlet returns.
    assertThat(callsAtCommit.get(10, TimeUnit.SECONDS)).containsExactly("insert");
    assertThat(reply.cookies()).hasSize(1);
    assertThat(Objects.requireNonNull(server.load(reply.requiredTicket())).attribute("a"))
        .isEqualTo("1");
  }

  @Test
  void changesAfterCommitAreSavedToo() {
    String ticket = server.stored(Map.of());
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "1");
          response.flushBuffer();
          request.getSession().setAttribute("b", "2");
        });

    server.get("/", ticket);

    assertThat(server.store.calls()).containsExactly("find", "update", "update");
    assertThat(Objects.requireNonNull(server.load(ticket)).attribute("b")).isEqualTo("2");
  }

  @Test
  void sessionCannotBeCreatedAfterCommit() {
    server.on(
        "/",
        (request, response) -> {
          response.flushBuffer();
          assertThat(request.getSession(false)).isNull();
          assertThatIllegalStateException()
              .isThrownBy(request::getSession)
              .withMessageContaining("committed");
        });

    assertThat(server.get("/").status()).isEqualTo(200);
  }

  @Test
  void storedSessionIsFoundAfterCommit() {
    String ticket = server.stored(Map.of());
    server.on(
        "/",
        (request, response) -> {
          response.flushBuffer();
          assertThat(request.getSession().getId()).isEqualTo(SessionServer.keyOf(ticket));
        });

    assertThat(server.get("/", ticket).status()).isEqualTo(200);
  }

  @Test
  void includedServletMayCommit() {
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "1");
          request.getRequestDispatcher("/included").include(request, response);
        });
    server.on(
        "/included",
        (request, response) -> {
          request.getSession().setAttribute("b", "2");
          response.flushBuffer();
        });

    Reply reply = server.get("/");

    assertThat(Objects.requireNonNull(server.load(reply.requiredTicket())).attributeNames())
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void sessionCreatedInForwardIsSent() {
    server.on(
        "/",
        (request, response) ->
            request.getRequestDispatcher("/forwarded").forward(request, response));
    server.on(
        "/forwarded",
        (request, response) -> {
          request.getSession().setAttribute("a", "1");
          response.getWriter().print("short");
        });

    Reply reply = server.get("/");

    assertThat(reply.body()).isEqualTo("short");
    assertThat(server.load(reply.requiredTicket())).isNotNull();
  }

  @Test
  void cookieSurvivesReset() {
    server.on(
        "/",
        (request, response) -> {
          request.getSession();
          request.getRequestDispatcher("/included").include(request, response);
          response.reset();
          response.getWriter().print("again");
        });
    server.on("/included", (request, response) -> response.getOutputStream().print("part"));

    Reply reply = server.get("/");

    assertThat(reply.body()).isEqualTo("again");
    assertThat(server.load(reply.requiredTicket())).isNotNull();
  }

  @Test
  void resetBufferIsNotCounted() {
    server.on(
        "/",
        (request, response) -> {
          request.getSession();
          response.setBufferSize(10_000);
          for (int i = 0; i < 5; i++) {
            response.getOutputStream().write(new byte[4000]);
            response.resetBuffer();
          }
          assertThat(server.store.calls()).isEmpty();
          response.getOutputStream().write(new byte[10_000]);
          assertThat(server.store.calls()).containsExactly("insert");
        });

    assertThat(server.get("/").body()).hasSize(10_000);
  }

  @Test
  void textIsWrittenAsItIs() {
    server.on(
        "/",
        (request, response) -> {
          response.setContentType("text/plain;charset=UTF-8");
          PrintWriter out = response.getWriter();
          out.write('a');
          out.write(new char[] {'x', '\u00e4', 'y'}, 1, 1);
          out.write("xbcy", 1, 2);
          out.printf("%d", 7);
          out.append("\ud83d\ude00");
        });

    assertThat(server.get("/").body()).isEqualTo("a\u00e4bc7\ud83d\ude00");
  }

  @Test
  void unencodableAttributeIsAnErrorThatThePageCanShow() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", new Object());
          response.getWriter().print("fine");
          response.flushBuffer();
        });
    server.on(
        "/error",
        (request, response) -> {
          response.getWriter().print("page " + (request.getSession(false) != null));
          response.flushBuffer();
        });

    Reply reply = server.get("/", ticket);

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).isEqualTo("page true");
    assertThat(Objects.requireNonNull(server.load(ticket)).attribute("a")).isEqualTo("1");
  }
}
