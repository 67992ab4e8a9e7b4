package io.cloakroom.benchmarks.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Creates sessions by requests, and keeps their cookies. */
final class SessionFiller {

  private static final int CONNECTIONS = 8;

  /** Deadlines of stores are short, and an application that has just started is slow. */
  private static final int REFUSALS = 20;

  private SessionFiller() {}

  /**
   * Creates sessions.
   *
   * @return as many cookies
   * @throws IllegalStateException if requests keep failing
   */
  static List<String> fill(int port, String createPath, int sessions) {
    return sent(port, createPath, Collections.nCopies(sessions, null));
  }

  /**
   * Sends one request of each session, as its browser would.
   *
   * @return the cookies that browsers have then
   * @throws IllegalStateException if requests keep failing
   */
  static List<String> follow(int port, String path, List<String> cookies) {
    return sent(port, path, cookies);
  }

  private static List<String> sent(int port, String path, List<@Nullable String> before) {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<List<String>>> parts = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        List<@Nullable String> share =
            before.subList(
                (int) ((long) before.size() * i / CONNECTIONS),
                (int) ((long) before.size() * (i + 1) / CONNECTIONS));
        parts.add(threads.submit(() -> part(port, path, share)));
      }
      List<String> cookies = new ArrayList<>();
      for (Future<List<String>> part : parts) {
        cookies.addAll(part.get());
      }
      Collections.shuffle(cookies);
      return cookies;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Sessions could not be filled", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> part(int port, String path, List<@Nullable String> before)
      throws IOException {
    List<String> cookies = new ArrayList<>();
    int refused = 0;
    try (HttpConnection connection = new HttpConnection(port)) {
      while (cookies.size() < before.size()) {
        String held = before.get(cookies.size());
        HttpReply reply = connection.send(HttpConnection.request(path, held));
        String cookie = reply.cookie() == null ? held : reply.cookie();
        if (reply.isGood() && cookie != null) {
          cookies.add(cookie);
        } else if (++refused > REFUSALS) {
          throw new IOException(path + " was answered by " + reply);
        }
      }
    }
    return cookies;
  }
}
