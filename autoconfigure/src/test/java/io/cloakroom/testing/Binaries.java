package io.cloakroom.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds programs on this machine, and what else it takes to run one. */
final class Binaries {

  private static final String USUAL_FOLDERS =
      ":/usr/local/sbin:/usr/sbin:/usr/local/bin:/opt/homebrew/bin";
  private static final long RUN_SECONDS = 120;

  private static final Set<Integer> TOLD = ConcurrentHashMap.newKeySet();

  private Binaries() {}

  /** Returns the first program of these names that is on the path, or where servers usually are. */
  static Optional<String> find(String... names) {
    String path = System.getenv().getOrDefault("PATH", "") + USUAL_FOLDERS;
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(path.split(":"))
                    .filter(folder -> !folder.isEmpty())
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** Returns a redis-server: one that is installed, or the one that Maven brought. */
  static Optional<String> redis() {
    return find("redis-server", "valkey-server").or(Binaries::bundledRedis);
  }

  /** Runs a program to its end, which must be a good one. */
  static void run(List<String> command) {
    try {
      Path log = Files.createTempFile("cloakroom-run-", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(RUN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(
            String.join(" ", command) + " failed:\n" + Files.readString(log));
      }
      Files.delete(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Path temporaryFolder(String name) {
    try {
      return Files.createTempDirectory("cloakroom-" + name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a port that was free a moment ago, and that nobody here was told before. */
  static int freePort() {
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        if (TOLD.add(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Optional<String> bundledRedis() {
    String system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    String name = "redis-server-7.0.15-" + system + "-" + processor;
    try (InputStream in = Binaries.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      Path program = temporaryFolder("redis").resolve(name);
      Files.copy(in, program);
      if (!program.toFile().setExecutable(true)) {
        return Optional.empty();
      }
      program.toFile().deleteOnExit();
      return Optional.of(program.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
