package io.cloakroom.benchmarks.comparison;

import java.util.stream.DoubleStream;

/** Times something short often. */
final class Pings {

  private static final int UNCOUNTED = 50;
  private static final int COUNTED = 300;

  private Pings() {}

  /** Returns the median in milliseconds. */
  static double median(Runnable ping) {
    for (int i = 0; i < UNCOUNTED; i++) {
      ping.run();
    }
    return Median.of(DoubleStream.generate(() -> time(ping)).limit(COUNTED));
  }

  private static double time(Runnable ping) {
    long begin = System.nanoTime();
    ping.run();
    return (System.nanoTime() - begin) / 1e6;
  }
}
