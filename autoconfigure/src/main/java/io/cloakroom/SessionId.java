package io.cloakroom;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Secret that names a session: 256 random bits as base64url without padding, exactly 43 characters.
 *
 * <p>Only the client holds it. Stores, logs, events and endpoints see its {@link #key()}, from
 * which it cannot be found again. Its first byte is the <em>shard</em>, which {@link #rotate()}
 * keeps, so that all keys of one session stay in one Redis Cluster slot; the other 248 bits are
 * secret (OWASP ASVS 5.0, 7.2.3 asks for 128).
 */
public final class SessionId {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;
  private static final int LENGTH = 43;

  private final String value;
  private final SessionKey key;

  private SessionId(byte[] bytes, String value) {
    this.value = value;
    this.key = SessionKey.of(bytes);
  }

  /** Returns an id that nobody has seen before. */
  public static SessionId random() {
    return of(randomBytes());
  }

  /**
   * Reads what a client sent.
   *
   * @param value anything at all
   * @return the id, or null unless the value is exactly what {@link #value()} returns for some id
   */
  public static @Nullable SessionId parse(@Nullable String value) {
    if (value == null || value.length() != LENGTH) {
      return null;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(value);
      // Two spellings of one id would be two tickets for one coat: the last character has two spare
      // bits, and the decoder ignores them.
      return encode(bytes).equals(value) ? new SessionId(bytes, value) : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  /** Returns a fresh id with the shard of this one. */
  public SessionId rotate() {
    byte[] bytes = randomBytes();
    bytes[0] = Base64.getUrlDecoder().decode(value)[0];
    return of(bytes);
  }

  /** Returns the secret itself: for the client, and for nobody else. */
  public String value() {
    return value;
  }

  /** Returns what may be stored, logged and shown in place of the id. */
  public SessionKey key() {
    return key;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionId id && key.equals(id.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** Returns the key, never the secret. */
  @Override
  public String toString() {
    return key.toString();
  }

  private static SessionId of(byte[] bytes) {
    return new SessionId(bytes, encode(bytes));
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, BYTES));
  }
}
