package io.cloakroom.benchmarks.comparison;

import java.util.stream.DoubleStream;

/** The middle of some figures. */
final class Median {

  private Median() {}

  /** Returns the mean of the two in the middle, if there are two; leaves out what is no number. */
  static double of(DoubleStream values) {
    double[] sorted = values.filter(value -> !Double.isNaN(value)).sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
