package io.cloakroom.benchmarks.comparison;

import static io.cloakroom.benchmarks.comparison.MarkdownTable.figure;
import static io.cloakroom.benchmarks.comparison.MarkdownTable.times;

import java.util.List;

/** Cleanups under load, as Markdown. */
final class CleanupReport {

  private final Environment environment;
  private final List<CleanupRun> runs;

  CleanupReport(Environment environment, List<CleanupRun> runs) {
    this.environment = environment;
    this.runs = runs;
  }

  String markdown() {
    return "# Reads while expired sessions are removed\n\n"
        + environment.markdown()
        + "\nOne node serves reads of live sessions, 16 connections; another node cleans, and was"
        + " there before. The target: p99 at most "
        + times(CleanupRun.P99_BOUND)
        + " of before, and nothing live lost.\n\n"
        + latencies()
        + "\n"
        + costs();
  }

  private String latencies() {
    MarkdownTable table =
        new MarkdownTable(
            "",
            "requests/s before",
            "during",
            "p50 ms before",
            "during",
            "p99 ms before",
            "during",
            "ratio",
            "max ms during",
            "errors during",
            "");
    for (CleanupRun run : runs) {
      table.row(
          Variants.named(run.variant()).title(),
          figure(run.before().perSecond()),
          figure(run.during().perSecond()),
          figure(run.before().p50Millis()),
          figure(run.during().p50Millis()),
          figure(run.before().p99Millis()),
          figure(run.during().p99Millis()),
          times(run.p99Ratio()),
          figure(run.during().maxMillis()),
          String.valueOf(run.during().load().errors()),
          run.p99Ratio() <= CleanupRun.P99_BOUND ? "reached" : "**missed**");
    }
    return table.toString();
  }

  private String costs() {
    MarkdownTable table =
        new MarkdownTable(
            "",
            "expired before",
            "after",
            "live before",
            "after",
            "nothing live lost",
            "seconds",
            "runs that failed on the way",
            "CPU s of the store, reads included",
            "of the cleaning node",
            "WAL MB");
    for (CleanupRun run : runs) {
      table.row(
          Variants.named(run.variant()).title(),
          "%,d".formatted(run.countedBefore().expired()),
          "%,d".formatted(run.countedAfter().expired()),
          "%,d".formatted(run.countedBefore().live()),
          "%,d".formatted(run.countedAfter().live()),
          run.nothingLiveLost() ? "yes" : "**NO**",
          figure(run.seconds()),
          String.valueOf(run.failedRuns()),
          figure(run.during().store().cpuSeconds()),
          figure(run.cleanerCpu()),
          figure(run.during().store().walBytes() / 1e6));
    }
    return table.toString();
  }
}
