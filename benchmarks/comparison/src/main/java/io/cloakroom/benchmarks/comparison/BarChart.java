package io.cloakroom.benchmarks.comparison;

import java.util.List;
import java.util.Locale;

/** Requests a second of reads and writes, as bars; in colours for light and dark backgrounds. */
final class BarChart {

  private static final int WIDTH = 830;
  private static final int LABELS = 300;
  private static final int FIGURES = 70;
  private static final int BAR = 14;
  private static final int ROW = 42;
  private static final int TOP = 52;

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #24292f; }
        .title { font-weight: 600; font-size: 15px; }
        .read { fill: #2f6fdb; } .write { fill: #d98324; }
        @media (prefers-color-scheme: dark) {
          text { fill: #d7dde4; } .read { fill: #6ea8fe; } .write { fill: #f0a95b; }
        }
      </style>
      """;

  private final Results results;

  BarChart(Results results) {
    this.results = results;
  }

  String svg() {
    List<Variant> variants =
        Variants.ALL.stream().filter(variant -> results.has(Cell.READ, variant.name())).toList();
    double most =
        variants.stream()
            .mapToDouble(variant -> Math.max(rate(Cell.READ, variant), rate(Cell.WRITE, variant)))
            .max()
            .orElse(1);
    int height = TOP + variants.size() * ROW + 8;
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " role=\"img\" aria-label=\"Requests a second by session store\">",
        WIDTH,
        height,
        WIDTH,
        height);
    svg.append(STYLE);
    line(
        svg,
        "<text class=\"title\" x=\"8\" y=\"20\">Requests/s, session of 1 KB, 16 connections</text>");
    legend(svg, "read", WIDTH - 150);
    legend(svg, "write", WIDTH - 80);
    int y = TOP;
    for (Variant variant : variants) {
      line(
          svg,
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
          LABELS - 8,
          y + BAR + 4,
          variant.title());
      bar(svg, "read", y, rate(Cell.READ, variant), most);
      bar(svg, "write", y + BAR + 2, rate(Cell.WRITE, variant), most);
      y += ROW;
    }
    line(svg, "</svg>");
    return svg.toString();
  }

  /** Returns 0 if there is none, as of writing without a session. */
  private double rate(Cell cell, Variant variant) {
    double rate = results.median(cell, variant.name(), Sample::perSecond);
    return Double.isNaN(rate) ? 0 : rate;
  }

  private static void bar(StringBuilder svg, String kind, int y, double rate, double most) {
    if (rate > 0) {
      double width = rate / most * (WIDTH - LABELS - FIGURES);
      line(
          svg,
          "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
          kind,
          LABELS,
          y,
          width,
          BAR);
      line(svg, "<text x=\"%.1f\" y=\"%d\">%,.0f</text>", LABELS + width + 6, y + BAR - 2, rate);
    }
  }

  private static void legend(StringBuilder svg, String kind, int x) {
    line(
        svg, "<rect class=\"%s\" x=\"%d\" y=\"9\" width=\"%d\" height=\"%d\"/>", kind, x, BAR, BAR);
    line(svg, "<text x=\"%d\" y=\"20\">%s</text>", x + BAR + 6, kind);
  }

  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
