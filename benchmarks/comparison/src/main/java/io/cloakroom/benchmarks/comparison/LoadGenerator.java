package io.cloakroom.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What wrk does, where there is none: each connection sends one request after another. A program of
 * its own, with the fields of {@link Load} as its arguments.
 */
final class LoadGenerator {

  private final Load load;
  private final AtomicReferenceArray<String> cookies;
  private final byte[] create;
  private volatile long end;

  private LoadGenerator(Load load) throws IOException {
    this.load = load;
    create = HttpConnection.request(load.createPath(), null);
    cookies = new AtomicReferenceArray<>(Files.readAllLines(load.cookies()).toArray(new String[0]));
  }

  /** Sends, and writes one line of results. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Load load =
        new Load(
            Integer.parseInt(arguments[0]),
            Workload.of(arguments[1]),
            arguments[2],
            arguments[3],
            Path.of(arguments[4]),
            Integer.parseInt(arguments[5]),
            Double.parseDouble(arguments[6]));
    new LoadGenerator(load).run();
  }

  /** Ends when standard input does. */
  private void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nobody says anything.
      }
    } catch (IOException e) {
      // It has ended, too.
    }
    end = System.nanoTime();
  }

  private void run() throws InterruptedException {
    long begin = System.nanoTime();
    end = begin + (long) (load.seconds() * 1e9);
    Thread input = new Thread(this::awaitEnd, "input");
    input.setDaemon(true);
    input.start();
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < load.connections(); i++) {
      Connection connection = new Connection();
      connections.add(connection);
      connection.start();
    }
    Latencies latencies = new Latencies();
    long bad = 0;
    long failures = 0;
    for (Connection connection : connections) {
      connection.join();
      latencies.addAll(connection.latencies);
      bad += connection.bad;
      failures += connection.failures;
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "RESULT %d %.6f %d %d %.3f %.3f %.3f",
            latencies.size(),
            (System.nanoTime() - begin) / 1e9,
            bad,
            failures,
            latencies.percentile(50),
            latencies.percentile(99),
            latencies.percentile(100)));
  }

  /** Returns what the next request asks for; null: for a session of its own. */
  private @Nullable String nextPath() {
    int dice = ThreadLocalRandom.current().nextInt(100);
    return switch (load.workload()) {
      case READ -> load.readPath();
      case USER -> "/user";
      case WRITE -> "/write";
      case CREATE -> null;
      case MIXED -> dice < 90 ? load.readPath() : dice < 99 ? "/write" : null;
    };
  }

  private final class Connection extends Thread {

    private final Latencies latencies = new Latencies();
    private long bad;
    private long failures;

    @Override
    public void run() {
      while (System.nanoTime() - end < 0) {
        try (HttpConnection connection = new HttpConnection(load.port())) {
          while (System.nanoTime() - end < 0) {
            send(connection);
          }
        } catch (IOException e) {
          failures++;
        }
      }
    }

    private void send(HttpConnection connection) throws IOException {
      String path = nextPath();
      int session = ThreadLocalRandom.current().nextInt(cookies.length());
      byte[] request = path == null ? create : HttpConnection.request(path, cookies.get(session));
      long begin = System.nanoTime();
      HttpReply reply = connection.send(request);
      latencies.add(System.nanoTime() - begin);
      if (!reply.isGood()) {
        bad++;
      } else if (path != null && reply.cookie() != null) {
        // As a browser does: the session may be in it.
        cookies.set(session, reply.cookie());
      }
    }
  }
}
