package io.cloakroom.token;

import org.jspecify.annotations.Nullable;

/**
 * The five parts of a JWE in compact serialization (RFC 7516, 7.1), each canonical base64url: so
 * that no two texts are one token. Nothing is decoded.
 *
 * @param header protected header
 * @param key encrypted content key
 * @param nonce initialization vector
 * @param text ciphertext
 * @param tag authentication tag
 */
record CompactJwe(String header, String key, String nonce, String text, String tag) {

  private static final char SEPARATOR = '.';
  private static final int PARTS = 5;

  /** Characters of base64url that hold three bytes together. */
  private static final int GROUP = 4;

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** Value of a character, by itself; -1 if it is none of base64url. */
  private static final byte[] VALUES = values();

  /** Takes a text apart; returns null if it is nothing of the kind. */
  static @Nullable CompactJwe split(String text) {
    String[] parts = new String[PARTS];
    int from = 0;
    for (int i = 0; i < PARTS; i++) {
      int to = i < PARTS - 1 ? text.indexOf(SEPARATOR, from) : text.length();
      if (to < 0 || !isCanonical(text, from, to)) {
        return null;
      }
      parts[i] = text.substring(from, to);
      from = to + 1;
    }
    return new CompactJwe(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }

  /** Returns the compact serialization. */
  String joined() {
    return String.join(".", header, key, nonce, text, tag);
  }

  /** Returns how many characters of base64url hold so many bytes. */
  static int length(int bytes) {
    return (bytes * Byte.SIZE + 5) / 6;
  }

  private static boolean isCanonical(String text, int from, int to) {
    int last = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      last = c < VALUES.length ? VALUES[c] : -1;
      if (last < 0) {
        return false;
      }
    }
    // What is left of the last character beyond the last byte must be zero.
    return switch ((to - from) % GROUP) {
      case 0 -> true;
      case 2 -> (last & 0b1111) == 0;
      case 3 -> (last & 0b11) == 0;
      default -> false;
    };
  }

  private static byte[] values() {
    byte[] values = new byte[Byte.MAX_VALUE + 1];
    for (int c = 0; c < values.length; c++) {
      values[c] = (byte) ALPHABET.indexOf(c);
    }
    return values;
  }
}
