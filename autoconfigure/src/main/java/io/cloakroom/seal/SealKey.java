package io.cloakroom.seal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of a {@link KeyRing}: 256 secret bits, and an id, which is stored with what it seals, and
 * shown.
 */
public final class SealKey {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int BYTES = 32;
  private static final String REMEDY = " Make one with: openssl rand -base64 32";

  private final String id;
  private final SecretKey secret;

  private SealKey(String id, SecretKey secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * Takes a key from the configuration.
   *
   * @param id 1 to 64 letters, digits, dots, hyphens and underscores
   * @param value base64 of exactly 32 bytes; white space around it does not count
   * @throws IllegalArgumentException if it is not that, or cannot have been made at random; the
   *     message says what to do, and nothing of the value
   */
  public static SealKey of(String id, String value) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "A key's id has 1 to 64 letters, digits, dots, hyphens and underscores.");
    }
    byte[] secret = decode(id, value.strip());
    if (secret.length != BYTES) {
      throw new IllegalArgumentException(
          "Key '%s' has %d bits, and must have exactly 256."
              .formatted(id, secret.length * Byte.SIZE)
              .concat(REMEDY));
    }
    if (SampleKeys.contain(secret)) {
      throw new IllegalArgumentException(
          "Key '%s' is a sample or a text, which others can guess, and not random."
              .formatted(id)
              .concat(REMEDY));
    }
    return new SealKey(id, new SecretKeySpec(secret, "HmacSHA256"));
  }

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** Returns the public name of this key. */
  public String id() {
    return id;
  }

  boolean hasSecretOf(SealKey other) {
    return MessageDigest.isEqual(secret.getEncoded(), other.secret.getEncoded());
  }

  byte[] derive(byte[] salt, byte[] purpose) throws GeneralSecurityException {
    return Hkdf.derive(secret, salt, purpose);
  }

  /** Returns the id, never the secret. */
  @Override
  public String toString() {
    return "SealKey " + id;
  }

  private static byte[] decode(String id, String value) {
    try {
      return Base64.getDecoder().decode(value);
    } catch (IllegalArgumentException quotesTheValue) {
      throw new IllegalArgumentException("Key '" + id + "' is not base64." + REMEDY);
    }
  }
}
