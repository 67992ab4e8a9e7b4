package io.cloakroom.repository.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Commands that are sent together, and answered in the same order.
 *
 * <p>Nothing in them comes from a client: keys are a checked prefix and a {@link
 * io.cloakroom.SessionKey}. Items are stored by {@code add} and {@code cas}, and not by {@code ms},
 * since that one removes what is stored if it fails for want of memory.
 */
final class Commands {

  private static final byte[] LINE_END = {'\r', '\n'};

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private int count;

  /** Asks how long an item still has, and for nothing else: it tells the time, see {@link Keys}. */
  Commands timeLeft(String key) {
    return command("mg " + key + " t");
  }

  /** Reads an item: flags, CAS token, time left, value. */
  Commands read(String key) {
    return command("mg " + key + " f c t v");
  }

  /** Reads flags and the time left. */
  Commands look(String key) {
    return command("mg " + key + " f t");
  }

  /** Sets when an item is due, and reads flags and the time that it had left before. */
  Commands prolong(String key, long exptime) {
    return command("mg " + key + " f t T" + exptime);
  }

  Commands add(String key, Item item, byte[] value) {
    return store("add " + key + " " + item.flags() + " " + item.exptime(), "", value);
  }

  Commands cas(String key, Item item, byte[] value, String token) {
    return cas(key, item.flags(), item.exptime(), value, token);
  }

  /** Stores an item whose end is another than it knows. */
  Commands cas(String key, long flags, long exptime, byte[] value, String token) {
    return store("cas " + key + " " + flags + " " + exptime, " " + token, value);
  }

  /** Stores an item that tells the time. */
  Commands clock(String key) {
    return store("set " + key + " 0 " + Item.LAST_SECOND, "", new byte[0]);
  }

  Commands delete(String key) {
    return command("delete " + key);
  }

  /** Deletes an item unless somebody wrote it meanwhile. */
  Commands delete(String key, String token) {
    return command("md " + key + " C" + token);
  }

  Commands settings() {
    return command("stats settings");
  }

  Commands version() {
    return command("version");
  }

  /** Must be the first one on a connection to a server that lets not everybody in. */
  Commands authenticate(MemcachedCredentials credentials) {
    String text = credentials.username() + " " + credentials.password();
    return store("set auth 0 0", "", text.getBytes(UTF_8));
  }

  /** Returns how many answers there will be. */
  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  private Commands command(String line) {
    bytes.writeBytes(line.getBytes(US_ASCII));
    bytes.writeBytes(LINE_END);
    count++;
    return this;
  }

  private Commands store(String begin, String end, byte[] value) {
    command(begin + " " + value.length + end);
    bytes.writeBytes(value);
    bytes.writeBytes(LINE_END);
    return this;
  }
}
