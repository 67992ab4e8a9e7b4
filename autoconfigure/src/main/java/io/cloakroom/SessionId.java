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
 *
 * <p>A <em>host-bound</em> id is worth something in a cookie whose name begins with {@code __Host-}
 * alone, which no other host can plant. Its value has that prefix, and its key is another one than
 * that of the same characters without: so nobody can take the prefix off to plant the rest.
 */
public final class SessionId implements Ticket {

  /** What the values of host-bound ids begin with. It does not count as one of their characters. */
  public static final String HOST_BOUND = "__Host-";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;
  private static final int LENGTH = 43;

  /** Those characters of base64url whose last two bits are zero. */
  private static final String LAST = "AEIMQUYcgkosw048";

  private final byte shard;
  private final boolean hostBound;
  private final String value;
  private final SessionKey key;

  private SessionId(byte[] bytes, boolean hostBound) {
    this(bytes, hostBound, (hostBound ? HOST_BOUND : "") + encode(bytes));
  }

  private SessionId(byte[] bytes, boolean hostBound, String value) {
    this.shard = bytes[0];
    this.hostBound = hostBound;
    this.value = value;
    this.key = SessionKey.of(hostBound ? tagged(bytes) : bytes);
  }

  /** Returns an id that nobody has seen before. */
  public static SessionId random() {
    return new SessionId(randomBytes(), false);
  }

  /**
   * Reads what a client sent.
   *
   * @param value anything at all
   * @return the id, or null unless the value is exactly what {@link #value()} returns for some id
   */
  public static @Nullable SessionId parse(@Nullable String value) {
    if (value == null) {
      return null;
    }
    boolean hostBound = value.startsWith(HOST_BOUND);
    if (value.length() != LENGTH + (hostBound ? HOST_BOUND.length() : 0)) {
      return null;
    }
    // Two spellings of one id would be two tickets for one coat: the last character has two spare
    // bits, and the decoder ignores them.
    if (LAST.indexOf(value.charAt(value.length() - 1)) < 0) {
      return null;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(hostBound ? rest(value) : value);
      return bytes.length == BYTES ? new SessionId(bytes, hostBound, value) : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  /** Returns a fresh id with the shard of this one, and host-bound if this one is. */
  public SessionId rotate() {
    return rotate(hostBound);
  }

  /** Returns a fresh id with the shard of this one, host-bound or not. */
  public SessionId rotate(boolean toHostBound) {
    byte[] bytes = randomBytes();
    bytes[0] = shard;
    return new SessionId(bytes, toHostBound);
  }

  /** Returns whether only a {@code __Host-} cookie may carry this id. */
  public boolean isHostBound() {
    return hostBound;
  }

  /** Returns the secret itself: for the client, and for nobody else. */
  @Override
  public String value() {
    return value;
  }

  /** Returns what may be stored, logged and shown in place of the id. */
  @Override
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

  private static String rest(String value) {
    return value.substring(HOST_BOUND.length());
  }

  private static byte[] tagged(byte[] bytes) {
    byte[] tagged = Arrays.copyOf(bytes, BYTES + 1);
    tagged[BYTES] = 'h';
    return tagged;
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
