package io.cloakroom.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Talks to a Memcached in its own language. */
public final class MemcachedText {

  private MemcachedText() {}

  /** Sends one command, and returns the lines of its answer, with those of a value. */
  public static List<String> call(Endpoint server, String command) {
    return call(server, command + "\r\nmn", "MN");
  }

  /** Returns the keys of all items. */
  public static List<String> keys(Endpoint server) {
    return call(server, "lru_crawler metadump all", "END").stream()
        .map(line -> line.substring("key=".length(), line.indexOf(' ')))
        .map(key -> URLDecoder.decode(key, StandardCharsets.UTF_8))
        .toList();
  }

  private static List<String> call(Endpoint server, String command, String end) {
    try (Socket socket = new Socket(server.host(), server.port())) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      List<String> lines = new ArrayList<>();
      String line = reader.readLine();
      while (line != null && !line.equals(end)) {
        lines.add(line);
        line = reader.readLine();
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stores a value of one byte for each character. */
  public static void set(Endpoint server, String key, String value) {
    List<String> answer = call(server, "set " + key + " 0 0 " + value.length() + "\r\n" + value);
    if (!answer.equals(List.of("STORED"))) {
      throw new IllegalStateException("Memcached did not store: " + answer);
    }
  }

  /** Returns the bytes of a value. */
  public static Optional<byte[]> value(Endpoint server, String key) {
    try (Socket socket = new Socket(server.host(), server.port())) {
      socket.getOutputStream().write(("mg " + key + " v\r\n").getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        line.append((char) next);
      }
      String head = line.toString().strip();
      return head.startsWith("VA ")
          ? Optional.of(in.readNBytes(Integer.parseInt(head.substring("VA ".length()))))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many seconds an item still has; -1 if it has no end, -2 if there is none. */
  public static long timeLeft(Endpoint server, String key) {
    String answer = call(server, "mg " + key + " t").get(0);
    return answer.startsWith("HD t") ? Long.parseLong(answer.substring("HD t".length())) : -2;
  }
}
