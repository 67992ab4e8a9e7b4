package io.cloakroom.benchmarks.comparison;

import java.util.List;

/** Runs a scenario, and writes its report into the current folder. */
final class Main {

  private Main() {}

  /** Takes what {@link Options} has. */
  public static void main(String[] arguments) {
    Options options = Options.parse(arguments);
    Folders folders = Folders.current();
    LoadDriver driver = new LoadDriver(options.javaGenerator(), folders.work());
    if (!options.scenario().equals("comparison")) {
      throw new IllegalArgumentException("No scenario is named '" + options.scenario() + "'");
    }
    Results results = new Results();
    Environment environment = Environment.of(options, driver);
    Runnable report = () -> new Reports(folders.target()).write(environment, results);
    new ComparisonScenario(options, folders, driver, results, report).run();
    report.run();
    Progress.say("written: %s", folders.target().resolve("comparison.md"));
    List<String> broken = results.brokenReads();
    if (!broken.isEmpty()) {
      System.err.println("READS FAILED:\n" + String.join("\n", broken));
      System.exit(1);
    }
  }
}
