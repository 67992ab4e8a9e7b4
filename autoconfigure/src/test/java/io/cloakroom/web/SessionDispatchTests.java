package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.web.SessionServer.Reply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All dispatches and threads of one request see one session. */
class SessionDispatchTests {

  private final SessionServer server = new SessionServer();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
    server.close();
  }

  @Test
  void errorPageSeesTheSessionOfSendError() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "2");
          response.sendError(404);
        });
    server.on("/error", SessionDispatchTests::page);

    Reply reply = server.get("/", ticket);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).isEqualTo("2");
    assertThat(reply.cookies()).isEmpty();
    assertThat(server.store.calls()).containsExactly("find", "update");
  }

  @Test
  void errorPageSeesTheNewSessionOfAFailedRequest() {
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "1");
          throw new IllegalArgumentException("on purpose");
        });
    server.on("/error", SessionDispatchTests::page);

    Reply reply = server.get("/");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).isEqualTo("1");
    assertThat(server.load(reply.requiredTicket())).isNotNull();
  }

  @Test
  void errorPageMayBeTheFirstToAsk() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on("/", (request, response) -> response.sendError(404));
    server.on("/error", SessionDispatchTests::page);

    assertThat(server.get("/", ticket).body()).isEqualTo("1");
    assertThat(server.store.calls()).containsExactly("find");
  }

  @Test
  void errorPageMayCreateAndReplaceTheSession() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> {
          request.changeSessionId();
          response.sendError(403);
        });
    server.on(
        "/error",
        (request, response) -> {
          request.getSession().invalidate();
          request.getSession().setAttribute("a", "2");
        });

    Reply reply = server.get("/", ticket);

    assertThat(Objects.requireNonNull(server.load(reply.requiredTicket())).attribute("a"))
        .isEqualTo("2");
  }

  @Test
  void asyncDispatchSeesTheSameSession() {
    server.on(
        "/",
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.REQUEST) {
            request.getSession().setAttribute("a", "1");
            AsyncContext async = request.startAsync();
            assertThat(async.getRequest()).isSameAs(request);
            assertThat(async.getResponse()).isSameAs(response);
            threads.execute(async::dispatch);
          } else {
            page(request, response);
            request.getSession().setAttribute("b", "2");
          }
        });

    Reply reply = server.get("/");

    assertThat(reply.body()).isEqualTo("1");
    assertThat(Objects.requireNonNull(server.load(reply.requiredTicket())).attributeNames())
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void asyncDispatchOfWrappedRequestSeesTheSameSession() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> {
          request.getSession();
          AsyncContext async = request.startAsync(new HttpServletRequestWrapper(request), response);
          threads.execute(() -> async.dispatch("/then"));
        });
    server.on("/then", SessionDispatchTests::page);

    assertThat(server.get("/", ticket).body()).isEqualTo("1");
    assertThat(server.store.calls()).containsExactly("find");
  }

  @Test
  void sessionOfAsyncThreadIsSavedOnComplete() {
    server.on(
        "/",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          threads.execute(
              () -> {
                request.getSession().setAttribute("a", "1");
                async.complete();
              });
        });

    Reply reply = server.get("/");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(Objects.requireNonNull(server.load(reply.requiredTicket())).attribute("a"))
        .isEqualTo("1");
  }

  @Test
  void sessionOfAsyncThreadIsSavedBeforeItFlushes() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          threads.execute(
              () -> {
                request.changeSessionId();
                try {
                  async.getResponse().getWriter().print("event");
                  async.getResponse().flushBuffer();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
                request.getSession().setAttribute("a", "2");
                async.complete();
              });
        });

    Reply reply = server.get("/", ticket);

    assertThat(reply.body()).isEqualTo("event");
    assertThat(Objects.requireNonNull(server.load(reply.requiredTicket())).attribute("a"))
        .isEqualTo("2");
  }

  @Test
  void unencodableAttributeOfAsyncThreadIsAnError() {
    server.on(
        "/",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          threads.execute(
              () -> {
                request.getSession().setAttribute("a", new Object());
                async.complete();
              });
        });

    Reply reply = server.get("/");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.cookies()).isEmpty();
  }

  @Test
  void nonBlockingWriterSavesTheSession() {
    server.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "1");
          AsyncContext async = request.startAsync();
          ServletOutputStream out = async.getResponse().getOutputStream();
          out.setWriteListener(new WriteOnce(out, async));
        });

    Reply reply = server.get("/");

    assertThat(reply.body()).isEqualTo("event");
    assertThat(server.load(reply.requiredTicket())).isNotNull();
  }

  @Test
  void threadsOfOneRequestLoadAndCreateOnce() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on("/", (request, response) -> response.getWriter().print(sessionsOf(request).size()));

    assertThat(server.get("/", ticket).body()).isEqualTo("1");
    assertThat(server.store.calls()).containsExactly("find");
    Reply reply = server.get("/");
    assertThat(reply.body()).isEqualTo("1");
    assertThat(server.load(reply.requiredTicket())).isNotNull();
    assertThat(server.store.calls()).isEmpty();
  }

  private Set<Object> sessionsOf(HttpServletRequest request) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Object>> asked =
        java.util.stream.Stream.generate(
                () ->
                    threads.submit(
                        () -> {
                          start.await();
                          return (Object) request.getSession();
                        }))
            .limit(8)
            .toList();
    start.countDown();
    Set<Object> sessions = new HashSet<>();
    for (Future<Object> one : asked) {
      sessions.add(one.get(10, TimeUnit.SECONDS));
    }
    return sessions;
  }

  private static void page(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(request.getSession(false).getAttribute("a"));
  }

  private record WriteOnce(ServletOutputStream out, AsyncContext async) implements WriteListener {

    @Override
    public void onWritePossible() throws IOException {
      if (out.isReady()) {
        out.print("event");
        async.complete();
      }
    }

    @Override
    public void onError(Throwable t) {
      async.complete();
    }
  }
}
