package io.cloakroom.repository.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Redis server of its own for a test that breaks it. */
final class RedisProcess implements AutoCloseable {

  private final int port;
  private final List<String> options;
  private @Nullable Process process;

  private RedisProcess(int port, List<String> options) {
    this.port = port;
    this.options = options;
    restart();
  }

  static RedisProcess start(String... options) {
    return new RedisProcess(freePort(), List.of(options));
  }

  int port() {
    return port;
  }

  /** Starts it again, empty, on the same port. */
  void restart() {
    List<String> command = new ArrayList<>();
    command.add(Binary.PATH.toString());
    command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
    command.addAll(options);
    try {
      process =
          new ProcessBuilder(command)
              .directory(Files.createTempDirectory("redis").toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await().pollInterval(Duration.ofMillis(20)).until(this::accepts);
  }

  void kill() {
    running().destroyForcibly().onExit().join();
  }

  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  @Override
  public void close() {
    if (running().isAlive()) {
      thaw();
    }
    kill();
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + running().pid())
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process running() {
    return Objects.requireNonNull(process);
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
      return socket.getInputStream().read() == '+';
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Binary {

    static final Path PATH = unpack();

    private static Path unpack() {
      String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
      String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
      String name =
          "/redis-server-7.0.15-"
              + system
              + (machine.startsWith("a") && !machine.equals("amd64") ? "-arm64" : "-amd64");
      try (InputStream in = Objects.requireNonNull(RedisProcess.class.getResourceAsStream(name))) {
        Path file = Files.createTempFile("redis-server", "");
        Files.write(file, in.readAllBytes());
        file.toFile().setExecutable(true);
        file.toFile().deleteOnExit();
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
