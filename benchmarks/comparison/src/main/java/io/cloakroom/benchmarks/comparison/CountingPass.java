package io.cloakroom.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts exactly what requests cost, by sending them one after another through the proxy. */
final class CountingPass {

  static final String READ = "read";
  static final String USER = "user only";
  static final String TOUCHING_READ = "read, first in a minute";
  static final String WRITE = "write";
  static final String CREATE = "create";

  /** In which reports of use that were put off are sent. */
  private static final Duration BACKGROUND = Duration.ofMillis(1_500);

  private final Deployment deployment;
  private final ProxyProcess proxy;
  private final StoreServer store;
  private List<String> sessions;

  /** Takes sessions of which nobody else makes use. */
  CountingPass(Deployment deployment, List<String> sessions) {
    this.deployment = deployment;
    this.sessions = List.copyOf(sessions);
    proxy = deployment.proxy().orElseThrow();
    store = deployment.store().orElseThrow();
  }

  /** Counts requests to sessions that were used just now. */
  List<Counted> recent() {
    List<Counted> counted = new ArrayList<>();
    proxy.delay(0);
    // Each session has been written before: its first write adds an attribute.
    sessions = SessionFiller.follow(deployment.application().port(), "/write", sessions);
    counted.add(count(READ, requests("/read")));
    if (deployment.variant().takesPartIn(Cell.USER)) {
      counted.add(count(USER, requests("/user")));
    }
    counted.add(count(WRITE, requests("/write")));
    counted.add(count(CREATE, creations()));
    return counted;
  }

  /** Counts reads of sessions that were used some time ago. */
  Counted touching() {
    proxy.delay(0);
    return count(TOUCHING_READ, requests("/read"));
  }

  private Counted count(String what, List<byte[]> requests) {
    send(requests.subList(0, 1));
    long begin = System.nanoTime();
    Totals busy = during(() -> send(requests));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
    Totals idle = during(() -> Programs.pause(rest(elapsed)));
    double number = requests.size();
    Map<String, Double> commands = new TreeMap<>();
    busy.commands.forEach(
        (name, calls) -> {
          long own = calls - idle.commands.getOrDefault(name, 0L);
          if (own > 0) {
            commands.put(name, own / number);
          }
        });
    ProxyCounts own = busy.counts.since(idle.counts);
    return new Counted(
        deployment.variant().name(),
        what,
        requests.size(),
        own.messages() / number,
        own.turns() / number,
        own.toStore() / number,
        own.toApplication() / number,
        commands,
        idle.counts.messages());
  }

  private static Duration rest(Duration elapsed) {
    Duration rest = elapsed.minus(BACKGROUND);
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  private Totals during(Runnable action) {
    store.startCounting();
    ProxyCounts before = proxy.counts();
    action.run();
    Programs.pause(BACKGROUND);
    ProxyCounts counts = proxy.counts().since(before);
    Map<String, Long> commands = store.commands();
    store.stopCounting();
    return new Totals(counts, commands);
  }

  private List<byte[]> requests(String path) {
    return sessions.stream().map(cookie -> HttpConnection.request(path, cookie)).toList();
  }

  private List<byte[]> creations() {
    return sessions.stream()
        .map(ignored -> HttpConnection.request(deployment.createPath(), null))
        .toList();
  }

  private void send(List<byte[]> requests) {
    try (HttpConnection connection = new HttpConnection(deployment.application().port())) {
      for (byte[] request : requests) {
        HttpReply reply = connection.send(request);
        if (!reply.isGood()) {
          throw new IllegalStateException(
              deployment.variant().name() + " answered " + reply.status());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Totals(ProxyCounts counts, Map<String, Long> commands) {}
}
