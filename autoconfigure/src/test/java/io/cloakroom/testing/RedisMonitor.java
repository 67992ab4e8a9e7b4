package io.cloakroom.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens to all commands that a Redis on 127.0.0.1 gets from clients. */
public final class RedisMonitor implements AutoCloseable {

  private static final Duration HEARD = Duration.ofSeconds(30);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Socket socket;
  private final int port;

  /** Begins to listen. */
  public RedisMonitor(int port) {
    this.port = port;
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread listener = new Thread(this::listen, "redis-monitor");
    listener.setDaemon(true);
    listener.start();
    await();
  }

  /** Returns the commands since the last call, without those that scripts gave. */
  public List<String> commands() {
    await();
    List<String> heard = lines.stream().filter(line -> !line.contains(" lua] ")).toList();
    lines.clear();
    return heard;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException closed) {
      // The test has heard enough.
    }
  }

  /** What was sent before has been heard once a command that is sent now is. */
  private void await() {
    String mark = UUID.randomUUID().toString();
    RedisTopology.call(port, "ECHO", mark);
    Polling.until("MONITOR", HEARD, () -> lines.stream().anyMatch(line -> line.contains(mark)));
  }
}
