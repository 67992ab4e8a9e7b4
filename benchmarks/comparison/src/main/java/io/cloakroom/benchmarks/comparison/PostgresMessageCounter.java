package io.cloakroom.benchmarks.comparison;

import java.nio.ByteBuffer;

/** Counts statements that PostgreSQL is told to run: messages Execute and Query. */
final class PostgresMessageCounter implements MessageCounter {

  private static final int SSL_REQUEST = 80_877_103;

  private long count;
  private boolean started;
  private int headerBytes;
  private long header;
  private long skip;

  @Override
  public void accept(ByteBuffer piece) {
    int end = piece.limit();
    for (int i = piece.position(); i < end; i++) {
      if (skip > 0) {
        long skipped = Math.min(skip, end - i);
        skip -= skipped;
        i += (int) skipped - 1;
      } else {
        header = header << 8 | (piece.get(i) & 0xff);
        headerBytes++;
        // What comes first has no type, but after its length a number that says what it is.
        if (headerBytes == (started ? 5 : 8)) {
          headerEnds();
        }
      }
    }
  }

  @Override
  public long count() {
    return count;
  }

  private void headerEnds() {
    if (started) {
      char type = (char) (header >>> 32 & 0xff);
      skip = (header & 0xffff_ffffL) - 4;
      if (type == 'E' || type == 'Q') {
        count++;
      }
    } else {
      skip = (header >>> 32) - 8;
      started = (int) header != SSL_REQUEST;
    }
    header = 0;
    headerBytes = 0;
  }
}
