package io.cloakroom.codec.json;

import java.io.OutputStream;
import java.util.Arrays;

/** Compares what is written with what is expected, and keeps nothing of it. */
final class ExpectedBytes extends OutputStream {

  private final byte[] expected;
  private long written;
  private boolean different;

  ExpectedBytes(byte[] expected) {
    this.expected = expected;
  }

  /** Returns whether just what was expected was written. */
  boolean isComplete() {
    return !different && written == expected.length;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    long end = written + length;
    BoundedBytes.check(end);
    different =
        different
            || end > expected.length
            || !Arrays.equals(expected, (int) written, (int) end, bytes, offset, offset + length);
    written = end;
  }
}
