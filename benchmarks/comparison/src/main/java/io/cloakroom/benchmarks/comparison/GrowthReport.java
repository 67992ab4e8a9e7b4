package io.cloakroom.benchmarks.comparison;

import static io.cloakroom.benchmarks.comparison.MarkdownTable.figure;
import static io.cloakroom.benchmarks.comparison.MarkdownTable.times;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How cost grows, as Markdown. */
final class GrowthReport {

  private final Environment environment;
  private final List<GrowthPoint> points;

  GrowthReport(Environment environment, List<GrowthPoint> points) {
    this.environment = environment;
    this.points = points;
  }

  String markdown() {
    List<String> parts = new ArrayList<>();
    parts.add("# Reads, as more is stored\n");
    parts.add(environment.markdown());
    for (String axis : points.stream().map(GrowthPoint::axis).distinct().toList()) {
      parts.add("## By " + axis + "\n\n" + table(axis));
    }
    return String.join("\n", parts);
  }

  private String table(String axis) {
    MarkdownTable table =
        new MarkdownTable(
            "",
            axis,
            "requests/s",
            "of the fewest",
            "p50 ms",
            "p99 ms",
            "errors",
            "CPU ms a request: application",
            "store");
    List<Integer> amounts =
        points.stream()
            .filter(point -> point.axis().equals(axis))
            .map(GrowthPoint::amount)
            .distinct()
            .sorted()
            .toList();
    for (String variant : points.stream().map(GrowthPoint::variant).distinct().sorted().toList()) {
      double fewest = median(axis, amounts.get(0), variant, Sample::perSecond);
      for (int amount : amounts) {
        double rate = median(axis, amount, variant, Sample::perSecond);
        table.row(
            Variants.named(variant).title(),
            "%,d".formatted(amount),
            figure(rate),
            times(rate / fewest),
            figure(median(axis, amount, variant, Sample::p50Millis)),
            figure(median(axis, amount, variant, Sample::p99Millis)),
            String.valueOf(
                samples(axis, amount, variant).mapToLong(sample -> sample.load().errors()).sum()),
            figure(median(axis, amount, variant, Sample::applicationCpuPerThousand)),
            figure(median(axis, amount, variant, Sample::storeCpuPerThousand)));
      }
    }
    return table.toString();
  }

  private double median(String axis, int amount, String variant, ToDoubleFunction<Sample> value) {
    return Median.of(samples(axis, amount, variant).mapToDouble(value));
  }

  private Stream<Sample> samples(String axis, int amount, String variant) {
    return points.stream()
        .filter(point -> point.axis().equals(axis) && point.amount() == amount)
        .filter(point -> point.variant().equals(variant))
        .map(GrowthPoint::sample);
  }
}
