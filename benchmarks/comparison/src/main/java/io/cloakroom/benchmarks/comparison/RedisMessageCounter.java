package io.cloakroom.benchmarks.comparison;

import java.nio.ByteBuffer;

/** Counts commands of Redis: arrays of bulk strings. */
final class RedisMessageCounter implements MessageCounter {

  private long count;
  private long elements;
  private long skip;
  private long number;
  private char type;

  @Override
  public void accept(ByteBuffer piece) {
    int end = piece.limit();
    for (int i = piece.position(); i < end; i++) {
      if (skip > 0) {
        long skipped = Math.min(skip, end - i);
        skip -= skipped;
        i += (int) skipped - 1;
      } else {
        accept((char) (piece.get(i) & 0xff));
      }
    }
  }

  @Override
  public long count() {
    return count;
  }

  private void accept(char next) {
    if (next == '*' || next == '$') {
      type = next;
      number = 0;
    } else if (next >= '0' && next <= '9') {
      number = number * 10 + next - '0';
    } else if (next == '\n') {
      headerEnds();
    }
  }

  private void headerEnds() {
    if (type == '*') {
      elements = number;
    } else {
      skip = number + 2;
      elements--;
    }
    if (elements == 0) {
      count++;
    }
  }
}
