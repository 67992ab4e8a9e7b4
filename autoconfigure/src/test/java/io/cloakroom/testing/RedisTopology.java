package io.cloakroom.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Redis Cluster of native processes on loopback. Always native: its nodes tell clients their own
 * addresses, which would not be reachable through the mapped ports of containers.
 */
public final class RedisTopology implements AutoCloseable {

  private static final int SLOTS = 16384;
  private static final int TIMEOUT_MILLIS = 5000;
  private static final Duration READY = Duration.ofSeconds(30);

  private final List<NativeServer> nodes = new ArrayList<>();

  private RedisTopology() {}

  /** Starts so many masters, without replicas; ready when each sees all slots served. */
  public static RedisTopology cluster(int masters) {
    RedisTopology cluster = new RedisTopology();
    for (int i = 0; i < masters; i++) {
      cluster.nodes.add(
          NativeServer.redis(
              "--cluster-enabled",
              "yes",
              "--cluster-node-timeout",
              "1500",
              "--cluster-port",
              String.valueOf(Binaries.freePort()),
              "--cluster-announce-ip",
              "127.0.0.1"));
    }
    cluster.join();
    return cluster;
  }

  /** Returns the nodes' ports on 127.0.0.1. */
  public List<Integer> ports() {
    return nodes.stream().map(NativeServer::port).toList();
  }

  @Override
  public void close() {
    nodes.forEach(NativeServer::close);
  }

  /**
   * Sends one command to a Redis on 127.0.0.1.
   *
   * @return the reply; the elements of an array are lines
   * @throws UncheckedIOException if Redis answers with an error, or not at all
   */
  public static String call(int port, String... command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      StringBuilder request = new StringBuilder("*" + command.length + "\r\n");
      for (String word : command) {
        request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
      }
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      return read(new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", command) + ": " + e.getMessage(), e);
    }
  }

  private void join() {
    int first = nodes.get(0).port();
    for (int i = 0; i < nodes.size(); i++) {
      int port = nodes.get(i).port();
      call(port, "CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
      call(
          port,
          "CLUSTER",
          "ADDSLOTSRANGE",
          String.valueOf(SLOTS * i / nodes.size()),
          String.valueOf(SLOTS * (i + 1) / nodes.size() - 1));
      if (i > 0) {
        call(first, "CLUSTER", "MEET", "127.0.0.1", String.valueOf(port), busPort(port));
      }
    }
    for (NativeServer node : nodes) {
      Polling.until(
          "node " + node.port() + " sees the whole cluster",
          READY,
          () ->
              call(node.port(), "CLUSTER", "INFO").contains("cluster_state:ok")
                  && call(node.port(), "CLUSTER", "INFO")
                      .contains("cluster_known_nodes:" + nodes.size()));
    }
  }

  private static String busPort(int port) {
    String self = call(port, "CLUSTER", "NODES");
    int at = self.indexOf('@');
    return self.substring(at + 1).split("[ ,]", 2)[0];
  }

  private static String read(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed");
      }
      line.append((char) c);
    }
    in.read();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '-' -> throw new IOException(rest);
      case '$' -> bulk(in, Integer.parseInt(rest));
      case '*' -> {
        List<String> items = new ArrayList<>();
        for (int i = Integer.parseInt(rest); i > 0; i--) {
          items.add(read(in));
        }
        yield String.join("\n", items);
      }
      default -> rest;
    };
  }

  private static String bulk(InputStream in, int length) throws IOException {
    if (length < 0) {
      return "";
    }
    String text = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    in.readNBytes(2);
    return text;
  }
}
