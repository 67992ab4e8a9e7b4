package io.cloakroom.benchmarks.comparison;

import static io.cloakroom.benchmarks.comparison.MarkdownTable.figure;
import static io.cloakroom.benchmarks.comparison.MarkdownTable.percent;
import static io.cloakroom.benchmarks.comparison.MarkdownTable.times;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The comparison as Markdown. */
final class ComparisonReport {

  private final Environment environment;
  private final Results results;

  ComparisonReport(Environment environment, Results results) {
    this.environment = environment;
    this.results = results;
  }

  String markdown() {
    List<String> parts = new ArrayList<>();
    parts.add("# Sessions, side by side\n");
    parts.add(
        environment.markdown()
            + "- PostgreSQL makes no checkpoint here, so no WAL bytes are those of full pages\n"
            + "- errors are counted among the requests, and nothing is left out because of them\n");
    parts.add("## Targets\n\n" + targets());
    results.cells().forEach(cell -> parts.add("## " + title(cell) + "\n\n" + table(cell)));
    if (!results.stored().isEmpty()) {
      parts.add("## Bytes a session in the store\n\n" + stored());
    }
    if (!results.counted().isEmpty()) {
      parts.add("## What a request asks of the store\n\n" + counted());
      parts.add("### Commands and statements a request\n\n" + commands());
    }
    if (!results.delays().isEmpty()) {
      parts.add("## The delaying proxy\n\n" + delays());
    }
    List<String> broken = results.brokenReads();
    if (!broken.isEmpty()) {
      parts.add("## READS THAT FAILED\n\n- " + String.join("\n- ", broken) + "\n");
    }
    return String.join("\n", parts);
  }

  private String targets() {
    MarkdownTable table =
        new MarkdownTable("workload, 1 KB", "against", "figure", "target", "measured", "");
    for (Target target : new Targets(results).all()) {
      String state = target.isReached() ? "reached" : "**missed**";
      table.row(
          target.workload(),
          target.against(),
          target.figure(),
          (target.atLeast() ? "at least " : "at most ") + times(target.bound()),
          times(target.actual()),
          target.isMeasured() ? state : "not measured");
    }
    return table.toString();
  }

  private static String title(Cell cell) {
    String text = cell.toString();
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private String table(Cell cell) {
    MarkdownTable table =
        new MarkdownTable(
            "",
            "requests/s",
            "of Tomcat",
            "of the peer",
            "p50 ms",
            "p99 ms",
            "max ms",
            "errors",
            "CPU s per 1,000: application",
            "store",
            "WAL bytes a request",
            "HOT");
    double tomcat = results.median(cell, Variants.TOMCAT, Sample::perSecond);
    for (Variant variant : Variants.ALL) {
      String name = variant.name();
      if (results.has(cell, name)) {
        double rate = results.median(cell, name, Sample::perSecond);
        boolean postgres = variant.store() == StoreKind.POSTGRES;
        table.row(
            variant.title(),
            figure(rate),
            times(rate / tomcat),
            peer(variant)
                .map(peer -> times(rate / results.median(cell, peer, Sample::perSecond)))
                .orElse(""),
            figure(results.median(cell, name, Sample::p50Millis)),
            figure(results.median(cell, name, Sample::p99Millis)),
            figure(results.median(cell, name, Sample::maxMillis)),
            errors(cell, name),
            figure(results.median(cell, name, Sample::applicationCpuPerThousand)),
            variant.hasStore()
                ? figure(results.median(cell, name, Sample::storeCpuPerThousand))
                : "",
            postgres ? figure(results.median(cell, name, Sample::walPerRequest)) : "",
            postgres ? percent(results.median(cell, name, Sample::hotShare)) : "");
      }
    }
    return table.toString();
  }

  private String errors(Cell cell, String variant) {
    long errors = results.sum(cell, variant, run -> run.load().errors());
    return errors == 0
        ? "0"
        : "**%d** of %d"
            .formatted(errors, results.sum(cell, variant, run -> run.load().requests()));
  }

  private static Optional<String> peer(Variant variant) {
    if (!variant.isCloakroom()) {
      return Optional.empty();
    }
    return Optional.of(
        variant.store() == StoreKind.POSTGRES ? Variants.PEER_JDBC : Variants.PEER_REDIS);
  }

  private String stored() {
    MarkdownTable table =
        new MarkdownTable("payload", "", "sessions", "bytes a session", "of the peer");
    for (Stored fact : results.stored()) {
      Variant variant = Variants.named(fact.variant());
      table.row(
          fact.payload() + " (%,d bytes by JDK serialization)".formatted(fact.payload().bytes()),
          variant.title(),
          "%,d".formatted(fact.sessions()),
          figure(fact.bytesPerSession()),
          peer(variant)
              .map(
                  peer ->
                      times(fact.bytesPerSession() / results.bytesPerSession(fact.payload(), peer)))
              .orElse(""));
    }
    return "Redis: `used_memory`; Memcached: `bytes`; PostgreSQL: tables with their indexes and TOAST; freshly filled.\n\n"
        + table;
  }

  private String counted() {
    MarkdownTable table =
        new MarkdownTable(
            "request",
            "",
            "commands or statements sent",
            "round trips",
            "bytes to the store",
            "bytes from it",
            "sent while idle, not included");
    for (Counted fact : results.counted()) {
      table.row(
          fact.what(),
          Variants.named(fact.variant()).title(),
          figure(fact.messages()),
          figure(fact.roundTrips()),
          figure(fact.toStore()),
          figure(fact.toApplication()),
          String.valueOf(fact.idle()));
    }
    return "One request after another, each of another session; what is sent in the background"
        + " within 1.5 seconds is included.\n\n"
        + table;
  }

  private String commands() {
    MarkdownTable table =
        new MarkdownTable("request", "", "as the store counted them, in scripts too");
    for (Counted fact : results.counted()) {
      table.row(
          fact.what(),
          Variants.named(fact.variant()).title(),
          fact.commands().entrySet().stream()
              .map(
                  entry ->
                      figure(entry.getValue()) + " `" + entry.getKey().replace("|", "\\|") + "`")
              .collect(Collectors.joining(", ")));
    }
    return table.toString();
  }

  private String delays() {
    MarkdownTable table =
        new MarkdownTable(
            "", "wanted ms", "direct", "through the proxy", "with the delay", "added");
    for (Delay delay : results.delays()) {
      table.row(
          Variants.named(delay.variant()).title(),
          String.valueOf(delay.wantedMillis()),
          figure(delay.direct()),
          figure(delay.proxied()),
          figure(delay.delayed()),
          figure(delay.delayed() - delay.direct()));
    }
    return "Median of 300 round trips on an idle connection.\n\n" + table;
  }
}
