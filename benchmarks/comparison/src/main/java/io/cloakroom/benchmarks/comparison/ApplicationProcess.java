package io.cloakroom.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The application as a process of its own, on a port of loopback. */
final class ApplicationProcess implements AutoCloseable {

  private static final String MAIN = "io.cloakroom.benchmarks.application.BenchmarkApplication";

  private final Process process;
  private final Path log;
  private final int port = Programs.freePort();

  /** Starts it, and waits until it answers. */
  ApplicationProcess(Variant variant, List<String> properties, Folders folders) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Programs.java(),
            "-Xms" + variant.heap(),
            "-Xmx" + variant.heap(),
            "-XX:+UseG1GC",
            "-cp",
            classPath(folders.module(variant.module())),
            MAIN,
            "--server.port=" + port,
            "--server.address=127.0.0.1"));
    variant.properties().forEach(property -> command.add("--" + property));
    properties.forEach(property -> command.add("--" + property));
    log = folders.work().resolve(variant.name() + "-" + port + ".log");
    process = Programs.start(command, log);
    Programs.await(process, log, this::answers);
  }

  int port() {
    return port;
  }

  double cpuSeconds() {
    return ProcessTimes.ofProcess(process.pid());
  }

  /** Returns how many lines of its log have a text. */
  long logged(String text) {
    return Programs.text(log).lines().filter(line -> line.contains(text)).count();
  }

  @Override
  public void close() {
    Programs.stop(process);
  }

  private boolean answers() {
    try (HttpConnection connection = new HttpConnection(port)) {
      return connection.send(HttpConnection.request("/none", null)).isGood();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The module's dependencies, and what it has compiled itself, if anything. */
  private static String classPath(Path module) {
    try {
      Path classes = module.resolve("target/classes");
      String dependencies = Files.readString(module.resolve("target/classpath")).trim();
      return Files.isDirectory(classes)
          ? classes.toAbsolutePath() + ":" + dependencies
          : dependencies;
    } catch (IOException e) {
      throw new UncheckedIOException("Build " + module + " up to phase package first", e);
    }
  }
}
