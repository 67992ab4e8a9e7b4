package io.cloakroom.repository.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * What Memcached answers to one command: a line, or all lines of statistics, and perhaps a value.
 */
final class Reply {

  private final String line;
  private final byte @Nullable [] value;

  /**
   * Takes an answer.
   *
   * @param line without its end; of statistics, all lines
   * @param value null if there is none
   */
  Reply(String line, byte @Nullable [] value) {
    this.line = line;
    this.value = value;
  }

  String line() {
    return line;
  }

  byte @Nullable [] value() {
    return value;
  }

  /** Returns how long the value is that follows this line; -1: there is none. */
  static int lengthAfter(String line) {
    if (!line.startsWith("VA ")) {
      return -1;
    }
    int end = line.indexOf(' ', 3);
    return Integer.parseInt(end < 0 ? line.substring(3) : line.substring(3, end));
  }

  /** Returns whether a command was understood, and found an item or did what it was told. */
  boolean isDone() {
    return startsWith("HD") || startsWith("VA ") || startsWith("STORED") || startsWith("VERSION ");
  }

  boolean startsWith(String text) {
    return line.startsWith(text);
  }

  /** Returns whether Memcached understood the command, but could not do it. */
  boolean isServerError() {
    return startsWith("SERVER_ERROR");
  }

  /** Returns whether Memcached did not understand the command. */
  boolean isMisunderstanding() {
    return startsWith("ERROR") || startsWith("CLIENT_ERROR");
  }

  /** Returns whether Memcached lets nobody in without one. */
  boolean asksForPassword() {
    return startsWith("CLIENT_ERROR unauthenticated");
  }

  /** Returns the number after a flag that was asked for. */
  long number(char flag) {
    return Long.parseLong(token(flag));
  }

  /** Returns what follows a flag that was asked for. */
  String token(char flag) {
    int begin = line.indexOf(" " + flag);
    if (begin < 0) {
      throw new IllegalStateException("Memcached answered without '" + flag + "'");
    }
    int end = line.indexOf(' ', begin + 1);
    return line.substring(begin + 2, end < 0 ? line.length() : end);
  }

  /** Returns a setting of the server; null if it has none of that name. */
  @Nullable String statistic(String name) {
    String begin = "STAT " + name + " ";
    return line.lines()
        .filter(each -> each.startsWith(begin))
        .map(each -> each.substring(begin.length()).strip())
        .findFirst()
        .orElse(null);
  }

  static String text(byte[] bytes) {
    return new String(bytes, US_ASCII);
  }
}
