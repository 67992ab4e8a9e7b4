package io.cloakroom.benchmarks.comparison;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table of a report, row after row. */
final class MarkdownTable {

  private final StringBuilder text = new StringBuilder();

  MarkdownTable(String... titles) {
    row(titles);
    text.append("|---".repeat(titles.length)).append("|\n");
  }

  void row(String... cells) {
    text.append(Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** Returns a figure with three digits or more; nothing for what is no number. */
  static String figure(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "";
    }
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return value == 0 ? "0" : String.format(Locale.ROOT, format, value);
  }

  static String times(double ratio) {
    String figure = figure(ratio);
    return figure.isEmpty() ? "" : figure + " x";
  }

  static String percent(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
