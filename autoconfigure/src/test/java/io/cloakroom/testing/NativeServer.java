package io.cloakroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server process on a loopback port, with a folder of its own; it ends with this virtual machine.
 */
public final class NativeServer implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 10;

  private final List<String> command;
  private final int port;
  private final Path folder;
  private @Nullable Process process;

  private NativeServer(List<String> command, int port, Path folder) {
    this.command = command;
    this.port = port;
    this.folder = folder;
  }

  /** Starts a program, and waits until the port takes connections. */
  static NativeServer start(List<String> command, int port, Path folder) {
    NativeServer server = new NativeServer(List.copyOf(command), port, folder);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    server.start();
    return server;
  }

  /** Starts a Redis of one's own, to be killed and frozen at will. */
  public static NativeServer redis(String... options) {
    String program =
        Binaries.redis()
            .orElseThrow(
                () -> new IllegalStateException("No redis-server: apt-get install redis-server"));
    int port = Binaries.freePort();
    Path folder = Binaries.temporaryFolder("redis");
    return start(
        Stream.concat(
                Stream.of(
                    program,
                    "--port",
                    String.valueOf(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--dir",
                    folder.toString()),
                Stream.of(options))
            .toList(),
        port,
        folder);
  }

  /** Starts a Memcached of one's own, to be killed and frozen at will. */
  public static NativeServer memcached(String... options) {
    String program =
        Binaries.find("memcached")
            .orElseThrow(
                () -> new IllegalStateException("No memcached: apt-get install memcached"));
    int port = Binaries.freePort();
    return start(
        Stream.concat(
                Stream.of(
                    program,
                    "-l",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(port),
                    "-U",
                    "0",
                    "-u",
                    System.getProperty("user.name")),
                Stream.of(options))
            .toList(),
        port,
        Binaries.temporaryFolder("memcached"));
  }

  /** Returns the port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Returns where a client reaches it. */
  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", port, "native " + Path.of(command.get(0)).getFileName());
  }

  /** Starts again after {@link #kill()}, on the same port and folder. */
  public void start() {
    Process started = launch();
    process = started;
    Polling.until(
        command.get(0) + " on port " + port + ", see " + log(),
        START,
        () -> {
          if (!started.isAlive()) {
            throw new IllegalStateException(command.get(0) + " ended at once:\n" + readLog());
          }
          return accepts(port);
        });
  }

  /** Crashes the server (SIGKILL). */
  public void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      await(running);
    }
  }

  /** Lets the server hang: its connections stay, and get no answer. */
  public void freeze() {
    signal("STOP");
  }

  /** Ends {@link #freeze()}. */
  public void thaw() {
    signal("CONT");
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null && running.isAlive()) {
      signal("CONT");
      running.destroy();
      await(running);
      running.destroyForcibly();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // A folder that is left in the temporary one fails no test.
    }
  }

  static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Process launch() {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A minimal Debian has no kill program, but each shell has the command. */
  private void signal(String name) {
    Process running = process;
    if (running != null && running.isAlive()) {
      Binaries.run(List.of("sh", "-c", "kill -" + name + " " + running.pid()));
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  private String readLog() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      return "(no log)";
    }
  }

  private static void await(Process process) {
    try {
      process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
