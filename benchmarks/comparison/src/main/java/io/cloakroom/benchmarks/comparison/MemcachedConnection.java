package io.cloakroom.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Asks Memcached a question, and reads its answer, of one line or of statistics. */
final class MemcachedConnection implements AutoCloseable {

  private final Socket socket;
  private final BufferedReader in;

  MemcachedConnection(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String ask(String command) {
    try {
      socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
      List<String> lines = new ArrayList<>();
      String line;
      do {
        line = in.readLine();
        lines.add(String.valueOf(line));
      } while (line != null && line.startsWith("STAT "));
      return String.join("\n", lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
