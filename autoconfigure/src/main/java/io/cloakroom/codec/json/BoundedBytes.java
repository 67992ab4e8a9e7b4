package io.cloakroom.codec.json;

import java.io.ByteArrayOutputStream;

/**
 * Bytes that grow no longer than any that are read: a few objects that refer to each other twice
 * each are a text without end.
 */
final class BoundedBytes extends ByteArrayOutputStream {

  BoundedBytes() {
    super(0); // Then it grows to what is written first, which is mostly all.
  }

  /** Returns what was written; nothing may be written from then on. */
  synchronized byte[] bytes() {
    return count == buf.length ? buf : toByteArray();
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    check(size() + (long) length);
    super.write(bytes, offset, length);
  }

  static void check(long size) {
    if (size > SessionMapper.MAX_DOCUMENT) {
      throw new RefusedValueException(
          "it takes more than "
              + (SessionMapper.MAX_DOCUMENT >> 20)
              + " MB; an object that is referred to several times is written as often");
    }
  }
}
