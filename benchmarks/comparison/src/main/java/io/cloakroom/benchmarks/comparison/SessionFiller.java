package io.cloakroom.benchmarks.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<List<String>>> parts = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int share = sessions / CONNECTIONS + (i < sessions % CONNECTIONS ? 1 : 0);
        parts.add(threads.submit(() -> part(port, createPath, share)));
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

  private static List<String> part(int port, String createPath, int sessions) throws IOException {
    byte[] request = HttpConnection.request(createPath, null);
    List<String> cookies = new ArrayList<>();
    int refused = 0;
    try (HttpConnection connection = new HttpConnection(port)) {
      while (cookies.size() < sessions) {
        HttpReply reply = connection.send(request);
        String cookie = reply.cookie();
        if (reply.isGood() && cookie != null) {
          cookies.add(cookie);
        } else if (++refused > REFUSALS) {
          throw new IOException(createPath + " was answered by " + reply);
        }
      }
    }
    return cookies;
  }
}
