package io.cloakroom.benchmarks.comparison;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Redis that keeps nothing on disk. */
final class RedisServer implements StoreServer {

  private static final Pattern USED_MEMORY = Pattern.compile("(?m)^used_memory:(\\d+)");
  private static final Pattern VERSION = Pattern.compile("(?m)^redis_version:(\\S+)");
  private static final Pattern CALLS = Pattern.compile("(?m)^cmdstat_([^:]+):calls=(\\d+)");

  private final Process process;
  private final int port;
  private final RedisConnection monitor;

  RedisServer(Path folder) {
    port = Programs.freePort();
    Path log = folder.resolve("redis-" + port + ".log");
    process =
        Programs.start(
            List.of(
                program(folder),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no"),
            log);
    Programs.await(process, log, () -> Programs.accepts(port));
    monitor = new RedisConnection(port);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public List<String> properties(int port) {
    return List.of("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + port);
  }

  @Override
  public StoreUse use() {
    return new StoreUse(ProcessTimes.ofTree(process.pid()), 0, 0, 0);
  }

  @Override
  public long storedBytes() {
    return Long.parseLong(first(USED_MEMORY, monitor.ask("INFO", "memory")));
  }

  @Override
  public void settle() {
    // Nothing is put off.
  }

  @Override
  public void startCounting() {
    monitor.ask("CONFIG", "RESETSTAT");
  }

  @Override
  public void stopCounting() {
    // Redis always counts.
  }

  @Override
  public Map<String, Long> commands() {
    Map<String, Long> calls = new TreeMap<>();
    Matcher matcher = CALLS.matcher(monitor.ask("INFO", "commandstats"));
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!name.equals("info") && !name.startsWith("config")) {
        calls.put(name.toUpperCase(Locale.ROOT), Long.parseLong(matcher.group(2)));
      }
    }
    return calls;
  }

  @Override
  public String description() {
    return "Redis " + first(VERSION, monitor.ask("INFO", "server")) + " without persistence";
  }

  @Override
  public double pingMillis(int by) {
    try (RedisConnection connection = new RedisConnection(by)) {
      return Pings.median(() -> connection.ask("PING"));
    }
  }

  RedisConnection monitor() {
    return monitor;
  }

  @Override
  public void close() {
    monitor.close();
    Programs.stop(process);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("Redis does not say " + pattern);
    }
    return matcher.group(1);
  }

  /** Returns the program that Maven brought, so that all machines measure the same one. */
  private static String program(Path folder) {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    String name =
        "redis-server-7.0.15-" + (mac ? "darwin" : "linux") + "-" + (arm ? "arm64" : "amd64");
    Path file = folder.resolve(name);
    if (!file.toFile().canExecute()) {
      Programs.extract("/" + name, file);
      if (!file.toFile().setExecutable(true)) {
        throw new IllegalStateException("Cannot make " + file + " executable");
      }
    }
    return file.toAbsolutePath().toString();
  }
}
