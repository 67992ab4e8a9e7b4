package io.cloakroom.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The shop in a process of its own, that can be killed. */
final class ShopNode implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Duration START = Duration.ofMinutes(2);
  private static final long STOP_SECONDS = 10;

  /** On a busy machine a cold node is slow, and Tomcat warns of slow random numbers. */
  private static final List<String> PATIENCE =
      List.of(
          "-Dcloakroom.redis.command-timeout=10s",
          "-Dcloakroom.jdbc.command-timeout=10s",
          "-Dcloakroom.memcached.command-timeout=10s",
          "-Dlogging.level.org.apache.catalina.util=error");

  private final Process process;
  private final Path log;

  private ShopNode(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a node, and does not wait for it.
   *
   * @param folder where it runs
   */
  static ShopNode launch(String name, Path folder, List<String> arguments) {
    // Surefire hides the class path in a jar's manifest, and says here what it is.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", classPath));
    command.addAll(PATIENCE);
    command.add(SampleApplication.class.getName());
    command.addAll(List.of("--server.port=0", "--sample.node=" + name));
    command.addAll(arguments);
    Path log = folder.resolve(name + ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ShopNode(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the port, once the node serves it. */
  int port() {
    return Awaitility.await()
        .atMost(START)
        .until(this::portIfStarted, Optional::isPresent)
        .orElseThrow();
  }

  /** Returns everything that it has printed. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it (SIGKILL): no shutdown hook, no last flush. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Process " + process.pid() + " does not die");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }

  private Optional<Integer> portIfStarted() {
    Matcher started = PORT.matcher(log());
    if (started.find()) {
      return Optional.of(Integer.valueOf(started.group(1)));
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("The node ended at once:\n" + log());
    }
    return Optional.empty();
  }
}
