package io.cloakroom.benchmarks.comparison;

import java.nio.ByteBuffer;
import java.util.Set;

/** Counts commands of Memcached: lines, and for some of them a value after it. */
final class MemcachedMessageCounter implements MessageCounter {

  private static final Set<String> WITH_VALUE = Set.of("add", "cas", "set");
  private static final int LENGTH_WORD = 4;
  private static final int LINE_END = 2;

  private final StringBuilder line = new StringBuilder();
  private long count;
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
        accept((char) (piece.get(i) & 0xff));
      }
    }
  }

  @Override
  public long count() {
    return count;
  }

  private void accept(char next) {
    if (next != '\n') {
      line.append(next);
      return;
    }
    String[] words = line.toString().strip().split(" ", -1);
    line.setLength(0);
    count++;
    if (WITH_VALUE.contains(words[0])) {
      skip = Long.parseLong(words[LENGTH_WORD]) + LINE_END;
    }
  }
}
