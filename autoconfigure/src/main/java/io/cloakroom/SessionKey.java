package io.cloakroom;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Public name of a session: its shard as two hexadecimal digits, then the base64url of the SHA-256
 * of its id; 45 characters.
 *
 * <p>Knowing it opens nothing: a client that sends a key instead of an id is anonymous.
 *
 * @param value the 45 characters
 */
public record SessionKey(String value) implements Comparable<SessionKey> {

  private static final int SHARD_LENGTH = 2;
  private static final int LENGTH = 45;

  /**
   * Takes a key as a store returned it.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public SessionKey {
    if (!isKey(value)) {
      throw new IllegalArgumentException(
          "A session key has 2 hexadecimal and 43 base64url characters, was '" + value + "'");
    }
  }

  /**
   * Reads a key that somebody sent, or that {@code HttpSession.getId()} returned.
   *
   * @param text anything
   * @return null if it is not of that form
   */
  public static @Nullable SessionKey parse(@Nullable String text) {
    return text != null && isKey(text) ? new SessionKey(text) : null;
  }

  /**
   * Returns a key that stands for a session under all ids that it ever has. No id has it, and who
   * knows it does not know the lineage.
   *
   * @param lineage of the session
   */
  public static SessionKey ofLineage(String lineage) {
    return of(("lineage\0" + lineage).getBytes(StandardCharsets.UTF_8));
  }

  static SessionKey of(byte[] id) {
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(id));
    return new SessionKey(HexFormat.of().toHexDigits(id[0]) + hash);
  }

  /** Returns the two digits that a session keeps for its whole life. */
  public String shard() {
    return value.substring(0, SHARD_LENGTH);
  }

  @Override
  public int compareTo(SessionKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  /** No regular expression: each request makes a key. */
  private static boolean isKey(String text) {
    boolean key = text.length() == LENGTH;
    for (int i = 0; key && i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      key =
          i < SHARD_LENGTH
              ? digit || (c >= 'a' && c <= 'f')
              : digit || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    }
    return key;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
