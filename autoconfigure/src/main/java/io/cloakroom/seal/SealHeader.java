package io.cloakroom.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the ciphertext, in clear: the marker {@code 0x03}, the version {@code 0x01},
 * the length of the key's id and the id, a salt of 128 bits and a nonce of 96.
 */
final class SealHeader {

  /** First byte of everything that is sealed. */
  static final byte MARKER = 3;

  private static final byte VERSION = 1;
  private static final int ID = 3;
  private static final int SALT_BYTES = 16;

  private final byte[] bytes;

  private SealHeader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a header that nobody has seen before. */
  static SealHeader fresh(String keyId, SecureRandom random) {
    byte[] id = keyId.getBytes(US_ASCII);
    byte[] unique = new byte[SALT_BYTES + AesGcm.NONCE_BYTES];
    random.nextBytes(unique);
    return new SealHeader(
        ByteBuffer.allocate(length(id.length))
            .put(MARKER)
            .put(VERSION)
            .put((byte) id.length)
            .put(id)
            .put(unique)
            .array());
  }

  static boolean begins(byte[] stored) {
    return stored.length > 0 && stored[0] == MARKER;
  }

  /** Returns the header of what is sealed; null if there is none that this version knows. */
  static @Nullable SealHeader of(byte[] stored) {
    if (stored.length < ID || !begins(stored) || stored[1] != VERSION) {
      return null;
    }
    int length = length(Byte.toUnsignedInt(stored[2]));
    return stored.length < length + AesGcm.TAG_BYTES
        ? null
        : new SealHeader(Arrays.copyOf(stored, length));
  }

  int length() {
    return bytes.length;
  }

  String keyId() {
    return new String(bytes, ID, idLength(), US_ASCII);
  }

  byte[] salt() {
    int from = ID + idLength();
    return Arrays.copyOfRange(bytes, from, from + SALT_BYTES);
  }

  byte[] nonce() {
    return Arrays.copyOfRange(bytes, bytes.length - AesGcm.NONCE_BYTES, bytes.length);
  }

  /** Returns what the ciphertext is bound to; no two places have the same. */
  byte[] additionalData(String lineage, String name) {
    byte[] session = lineage.getBytes(UTF_8);
    byte[] attribute = name.getBytes(UTF_8);
    return ByteBuffer.allocate(bytes.length + Integer.BYTES + session.length + attribute.length)
        .put(bytes)
        .putInt(session.length)
        .put(session)
        .put(attribute)
        .array();
  }

  /** Returns the whole of what is sealed. */
  byte[] before(byte[] ciphertext) {
    return ByteBuffer.allocate(bytes.length + ciphertext.length).put(bytes).put(ciphertext).array();
  }

  private int idLength() {
    return bytes.length - length(0);
  }

  private static int length(int id) {
    return ID + id + SALT_BYTES + AesGcm.NONCE_BYTES;
  }
}
