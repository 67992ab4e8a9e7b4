package io.cloakroom.seal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** 256 secret bits, and an id, which is stored with what the key seals, and shown. */
final class SealKey {

  /** Shorter than base64 of a key: so no key is taken for an id, and shown. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

  private static final int BYTES = 32;
  private static final String REMEDY =
      "Make a key with \"openssl rand -base64 32\", and write it after its id and a colon.";

  private final String id;
  private final SecretKey secret;

  private SealKey(String id, SecretKey secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * Takes a key from the configuration.
   *
   * @param entry an id, a colon, and base64 of exactly 32 bytes
   * @param place what to call the entry as long as it has no id
   * @throws UnusableKeyException if it is not that, or cannot have been made at random
   */
  static SealKey of(String entry, String place) {
    int colon = entry.indexOf(':');
    if (colon < 0) {
      throw new UnusableKeyException(
          place + " is not an id, a colon, and base64 of 256 bits.", REMEDY);
    }
    String id = entry.substring(0, colon).strip();
    if (!isId(id)) {
      throw new UnusableKeyException(
          place + " does not begin with an id, and a colon.",
          "Give it an id of 1 to 32 letters, digits, dots, hyphens and underscores.");
    }
    String value = entry.substring(colon + 1).strip();
    if (UnusableKeyException.isReference(value)) {
      throw UnusableKeyException.unset("Key '" + id + "'", value);
    }
    byte[] secret = decode(id, value);
    if (secret.length != BYTES) {
      throw new UnusableKeyException(
          "Key '%s' has %d bits, and must have exactly 256."
              .formatted(id, secret.length * Byte.SIZE),
          REMEDY);
    }
    if (SampleKeys.contain(secret)) {
      throw new UnusableKeyException(
          "Key '%s' is a sample or a text, which others can guess, and not random.".formatted(id),
          REMEDY);
    }
    return new SealKey(id, new SecretKeySpec(secret, "HmacSHA256"));
  }

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  String id() {
    return id;
  }

  boolean hasSecretOf(SealKey other) {
    return MessageDigest.isEqual(secret.getEncoded(), other.secret.getEncoded());
  }

  byte[] derive(byte[] salt, byte[] purpose) throws GeneralSecurityException {
    return Hkdf.derive(secret.getEncoded(), salt, purpose);
  }

  /** Returns the id, never the secret. */
  @Override
  public String toString() {
    return id;
  }

  private static byte[] decode(String id, String value) {
    try {
      return Base64.getDecoder().decode(value);
    } catch (IllegalArgumentException quotesTheValue) {
      throw new UnusableKeyException("Key '" + id + "' is not base64.", REMEDY);
    }
  }
}
