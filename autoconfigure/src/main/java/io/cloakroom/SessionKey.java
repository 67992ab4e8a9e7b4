package io.cloakroom;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
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

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}[A-Za-z0-9_-]{43}");

  /**
   * Takes a key as a store returned it.
   *
   * @throws IllegalArgumentException if the value is not of that form
   */
  public SessionKey {
    if (!FORM.matcher(value).matches()) {
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
    return text != null && FORM.matcher(text).matches() ? new SessionKey(text) : null;
  }

  static SessionKey of(byte[] id) {
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(id));
    return new SessionKey(HexFormat.of().toHexDigits(id[0]) + hash);
  }

  /** Returns the two digits that a session keeps for its whole life. */
  public String shard() {
    return value.substring(0, 2);
  }

  @Override
  public int compareTo(SessionKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
