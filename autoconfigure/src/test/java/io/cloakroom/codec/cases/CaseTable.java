package io.cloakroom.codec.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The document that says what each format makes of each case, as a run saw it. */
final class CaseTable {

  private static final String INTRODUCTION =
      """
      # What comes back from a session

      Each value below was written as a session attribute by one node, read by another, and compared
      field by field: concrete classes, comparators and the order of elements included. This file
      is written by `CaseTableTests`; the build fails if it is not what the last run saw.

      - **exact**: equal in every field, and of the same class.
      - **same content, other class**: equal, but a collection has become one of another class.
      - **different**: something is left out on purpose.
      - **refused when written**: `setAttribute` or the end of the request fails and says why; what was stored before stays.

      Not compared: transient fields, the cause and stack trace of an exception (JSON does not keep
      them), and whether two attributes refer to one object (no format keeps that).

      """;

  private final List<Row> rows;

  CaseTable(List<Row> rows) {
    this.rows = rows;
  }

  /** What a run saw of a case. */
  record Row(SessionValue value, Outcome json, Outcome jdk) {}

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    text.append("| of ").append(rows.size()).append(" values | JSON | JDK serialization |\n");
    text.append("|---|--:|--:|\n");
    for (Outcome outcome : Outcome.values()) {
      long json = rows.stream().filter(row -> row.json() == outcome).count();
      long jdk = rows.stream().filter(row -> row.jdk() == outcome).count();
      if (json + jdk > 0) {
        text.append("| %s | %d | %d |\n".formatted(outcome, json, jdk));
      }
    }
    byTheme().forEach((theme, ofTheme) -> appendTheme(text, theme, ofTheme));
    return text.toString();
  }

  private Map<String, List<Row>> byTheme() {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.value().theme(), LinkedHashMap::new, Collectors.toList()));
  }

  private static void appendTheme(StringBuilder text, String theme, List<Row> rows) {
    text.append("\n## ").append(theme).append("\n\n");
    text.append("| value | JSON | JDK serialization |\n|---|---|---|\n");
    for (Row row : rows) {
      text.append("| ").append(row.value().name());
      text.append(" | ").append(cell(row.json(), row.value().json()));
      text.append(" | ").append(cell(row.jdk(), row.value().jdk()));
      text.append(" |\n");
    }
  }

  private static String cell(Outcome seen, Expected expected) {
    return seen == Outcome.EXACT || seen != expected.outcome()
        ? seen.toString()
        : seen + ": " + expected.why();
  }
}
