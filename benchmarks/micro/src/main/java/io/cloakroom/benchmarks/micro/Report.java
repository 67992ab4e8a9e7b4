package io.cloakroom.benchmarks.micro;

import io.cloakroom.benchmarks.codec.Format;
import io.cloakroom.benchmarks.codec.Payload;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measurements as Markdown. Times depend on the machine; what they are in relation to JDK
 * serialization in the same run depends on it far less.
 */
final class Report {

  /** What of JDK serialization an operation is compared with. */
  private static final Map<String, String> BASELINES =
      Map.of(
          "encode", "encode",
          "dirtyCheck", "encode",
          "join", "encode",
          "decode", "decode",
          "split", "decode",
          "hashToRecord", "decode");

  private final List<Measurement> measurements;

  Report(List<Measurement> measurements) {
    this.measurements =
        measurements.stream()
            .sorted(
                Comparator.comparing(Report::baselineName)
                    .reversed()
                    .thenComparing(Measurement::part)
                    .thenComparing(Measurement::operation, Comparator.reverseOrder())
                    .thenComparing(Measurement::format))
            .toList();
  }

  /** Returns a table of costs for each payload, and one of sizes. */
  String markdown(String title) {
    StringBuilder text = new StringBuilder("# " + title + "\n\n");
    text.append(
        """
        All attributes of a payload, each apart. "of JDK" is in relation to JDK serialization in the
        same run: to its encode for encode, dirtyCheck and join, and otherwise to its decode.
        """);
    for (Payload payload : Payload.values()) {
      text.append("\n## ").append(payload).append("\n\n");
      text.append("| operation | format | median us | of JDK | 90% us | KB allocated | of JDK |\n");
      text.append("|---|---|--:|--:|--:|--:|--:|\n");
      measurements.stream()
          .filter(each -> each.payload() == payload)
          .forEach(each -> text.append(row(each)));
    }
    text.append("\n## Requests and ids\n\n");
    text.append(
        "| part | operation | median us | 90% us | KB allocated |\n|---|---|--:|--:|--:|\n");
    measurements.stream()
        .filter(each -> each.payload() == null)
        .forEach(each -> text.append(rowOfItsOwn(each)));
    return text.append("\n## Bytes stored\n\n").append(sizes()).toString();
  }

  private String row(Measurement of) {
    Measurement jdk = baseline(of);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | **%.2f** | %.2f | %.2f | **%.2f** |%n",
        of.operation(),
        of.format(),
        of.median(),
        of.median() / jdk.median(),
        of.slow(),
        of.allocated() / 1024,
        of.allocated() / jdk.allocated());
  }

  private static String rowOfItsOwn(Measurement of) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %.2f | %.2f |%n",
        of.part(),
        of.operation(),
        of.median(),
        of.slow(),
        of.allocated() / 1024);
  }

  private static String baselineName(Measurement of) {
    return BASELINES.getOrDefault(of.operation(), "");
  }

  private Measurement baseline(Measurement of) {
    return measurements.stream()
        .filter(each -> each.format() == Format.JDK && each.payload() == of.payload())
        .filter(each -> each.operation().equals(baselineName(of)))
        .findFirst()
        .orElseThrow();
  }

  private static String sizes() {
    StringBuilder table = new StringBuilder("| payload | format | bytes | of JDK |\n");
    table.append("|---|---|--:|--:|\n");
    for (Payload payload : Payload.values()) {
      double jdk = size(payload, Format.JDK);
      for (Format format : Format.values()) {
        int size = size(payload, format);
        table.append(
            String.format(
                Locale.ROOT, "| %s | %s | %d | **%.2f** |%n", payload, format, size, size / jdk));
      }
    }
    return table.toString();
  }

  private static int size(Payload payload, Format format) {
    return format.encode(payload.attributes()).values().stream().mapToInt(e -> e.length).sum();
  }
}
