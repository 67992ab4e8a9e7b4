package io.cloakroom.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;

/** Runs a scenario, and writes its report into the current folder. */
final class Main {

  private Main() {}

  /** Takes what {@link Options} has. */
  public static void main(String[] arguments) {
    Options options = Options.parse(arguments);
    Folders folders = Folders.current();
    LoadDriver driver = new LoadDriver(options.javaGenerator(), folders.work());
    Environment environment = Environment.of(options, driver);
    Reports reports = new Reports(folders.target());
    switch (options.scenario()) {
      case "comparison" -> comparison(options, folders, driver, environment, reports);
      case "growth" -> {
        List<GrowthPoint> points = new ArrayList<>();
        new GrowthScenario(
                options, folders, driver, points, () -> reports.writeGrowth(environment, points))
            .run();
      }
      case "cleanup" -> cleanup(options, folders, driver, environment, reports);
      default ->
          throw new IllegalArgumentException(
              "A scenario is comparison, growth or cleanup, was '" + options.scenario() + "'");
    }
    Progress.say("written: %s", folders.target().resolve(options.scenario() + ".md"));
  }

  private static void comparison(
      Options options,
      Folders folders,
      LoadDriver driver,
      Environment environment,
      Reports reports) {
    Results results = new Results();
    Runnable report = () -> reports.write(environment, results);
    new ComparisonScenario(options, folders, driver, results, report).run();
    report.run();
    fail("Reads failed", results.brokenReads());
  }

  private static void cleanup(
      Options options,
      Folders folders,
      LoadDriver driver,
      Environment environment,
      Reports reports) {
    CleanupScenario scenario = new CleanupScenario(options, folders, driver);
    List<CleanupRun> runs = new ArrayList<>();
    for (Variant variant : scenario.variants()) {
      runs.add(scenario.run(variant));
      reports.writeCleanup(environment, runs);
    }
    fail(
        "Live sessions were lost",
        runs.stream().filter(run -> !run.nothingLiveLost()).map(CleanupRun::toString).toList());
  }

  private static void fail(String what, List<String> faults) {
    if (!faults.isEmpty()) {
      System.err.println(what + ":\n" + String.join("\n", faults));
      System.exit(1);
    }
  }
}
