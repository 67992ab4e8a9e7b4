package io.cloakroom.benchmarks.comparison;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A Memcached with so much memory that it evicts nothing. Maven does not bring it. */
final class MemcachedServer implements StoreServer {

  private static final String PROGRAM = "memcached";
  private static final String MEGABYTES = "4096";

  private final Process process;
  private final int port;
  private final MemcachedConnection monitor;

  MemcachedServer(Path folder) {
    port = Programs.freePort();
    Path log = folder.resolve("memcached-" + port + ".log");
    process =
        Programs.start(
            List.of(
                Programs.find(PROGRAM)
                    .map(Path::toString)
                    .orElseThrow(
                        () -> new IllegalStateException("There is no memcached on the path")),
                "-l",
                "127.0.0.1",
                "-p",
                String.valueOf(port),
                "-U",
                "0",
                "-u",
                System.getProperty("user.name"),
                "-m",
                MEGABYTES),
            log);
    Programs.await(process, log, () -> Programs.accepts(port));
    monitor = new MemcachedConnection(port);
  }

  /** Returns whether there is one on this machine. */
  static boolean isInstalled() {
    return Programs.find(PROGRAM).isPresent();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public List<String> properties(int port) {
    return List.of("cloakroom.memcached.servers=127.0.0.1:" + port);
  }

  @Override
  public StoreUse use() {
    return new StoreUse(ProcessTimes.ofTree(process.pid()), 0, 0, 0);
  }

  @Override
  public long storedBytes() {
    if (!"0".equals(statistic("evictions"))) {
      throw new IllegalStateException("Memcached has evicted sessions");
    }
    return Long.parseLong(statistic("bytes"));
  }

  @Override
  public void settle() {
    // Nothing is put off.
  }

  @Override
  public void startCounting() {
    monitor.ask("stats reset");
  }

  @Override
  public void stopCounting() {
    // Memcached always counts.
  }

  @Override
  public Map<String, Long> commands() {
    Map<String, Long> calls = new TreeMap<>();
    for (String name : List.of("cmd_get", "cmd_set", "cmd_touch", "delete_hits")) {
      long count = Long.parseLong(statistic(name));
      if (count > 0) {
        calls.put(name, count);
      }
    }
    return calls;
  }

  @Override
  public String description() {
    return "Memcached " + statistic("version");
  }

  @Override
  public double pingMillis(int by) {
    try (MemcachedConnection connection = new MemcachedConnection(by)) {
      return Pings.median(() -> connection.ask("mn"));
    }
  }

  @Override
  public void close() {
    monitor.close();
    Programs.stop(process);
  }

  private String statistic(String name) {
    String begin = "STAT " + name + " ";
    Optional<String> line =
        monitor.ask("stats").lines().filter(each -> each.startsWith(begin)).findFirst();
    return line.map(each -> each.substring(begin.length()))
        .orElseThrow(() -> new IllegalStateException("Memcached does not say " + name));
  }
}
