package io.cloakroom.seal;

import java.util.Base64;
import java.util.Set;

/**
 * Keys that nobody made at random: constants, sequences, texts, what documentation and test vectors
 * show. A random key is mistaken for one less than once in ten million million.
 */
final class SampleKeys {

  /** Of 32 random bytes, 30 differ on average. */
  private static final int DIFFERENT_BYTES = 17;

  /** Random once, and then published: NIST SP 800-38A, F.1.5. */
  private static final Set<String> PUBLISHED =
      Set.of("YD3rEBXKcb4rc67whX13gR81LAc7YQjXLZgQowkU3/Q=");

  private SampleKeys() {}

  static boolean contain(byte[] key) {
    return isRepetitive(key)
        || isSequence(key)
        || isText(key)
        || PUBLISHED.contains(Base64.getEncoder().encodeToString(key));
  }

  private static boolean isRepetitive(byte[] key) {
    boolean[] seen = new boolean[1 << Byte.SIZE];
    int different = 0;
    for (byte each : key) {
      int index = Byte.toUnsignedInt(each);
      if (!seen[index]) {
        seen[index] = true;
        different++;
      }
    }
    return different < DIFFERENT_BYTES;
  }

  private static boolean isSequence(byte[] key) {
    byte step = (byte) (key[1] - key[0]);
    for (int i = 1; i < key.length; i++) {
      if ((byte) (key[i] - key[i - 1]) != step) {
        return false;
      }
    }
    return true;
  }

  /** Passwords too, and hexadecimal digits that were meant to be decoded. */
  private static boolean isText(byte[] key) {
    for (byte each : key) {
      if (each < ' ' || each > '~') {
        return false;
      }
    }
    return true;
  }
}
