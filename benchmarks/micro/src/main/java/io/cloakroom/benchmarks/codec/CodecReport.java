package io.cloakroom.benchmarks.codec;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measurements as Markdown. Times depend on the machine; what they are in relation to JDK
 * serialization in the same run depends on it far less.
 */
final class CodecReport {

  /** What of JDK serialization an operation is compared with. */
  private static final Map<String, String> BASELINES =
      Map.of("encode", "encode", "dirtyCheck", "encode", "decode", "decode", "split", "decode");

  private final List<Measurement> measurements;

  CodecReport(List<Measurement> measurements) {
    this.measurements =
        measurements.stream()
            .sorted(
                Comparator.comparing((Measurement each) -> BASELINES.get(each.operation()))
                    .reversed()
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
        same run: to its encode for encode and dirtyCheck, to its decode for decode and split.
        """);
    for (Payload payload : Payload.values()) {
      text.append("\n## ").append(payload).append("\n\n");
      text.append("| operation | format | median us | of JDK | 90% us | KB allocated | of JDK |\n");
      text.append("|---|---|--:|--:|--:|--:|--:|\n");
      measurements.stream()
          .filter(each -> each.payload() == payload)
          .forEach(each -> text.append(row(each)));
    }
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

  private Measurement baseline(Measurement of) {
    return measurements.stream()
        .filter(each -> each.format() == Format.JDK && each.payload() == of.payload())
        .filter(each -> each.operation().equals(BASELINES.get(of.operation())))
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
