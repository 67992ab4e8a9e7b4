package io.cloakroom.benchmarks.comparison;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures all variants, one after another in each round. */
final class ComparisonScenario {

  private static final int COUNTED_SESSIONS = 300;
  private static final Duration TOUCH_INTERVAL = Duration.ofSeconds(62);

  /** One that fell into the seconds of counting would look like what requests had caused. */
  private static final String[] WITHOUT_CLEANUP = {
    "cloakroom.cleanup.enabled=false", "spring.session.jdbc.cleanup-cron=-"
  };

  private final Options options;
  private final Folders folders;
  private final LoadDriver driver;
  private final Runnable afterEachRound;
  private final Results results;

  ComparisonScenario(
      Options options,
      Folders folders,
      LoadDriver driver,
      Results results,
      Runnable afterEachRound) {
    this.options = options;
    this.folders = folders;
    this.driver = driver;
    this.results = results;
    this.afterEachRound = afterEachRound;
  }

  void run() {
    Map<Group, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : options.cells()) {
      groups.computeIfAbsent(cell.group(), group -> new ArrayList<>()).add(cell);
    }
    groups.forEach(this::run);
  }

  private void run(Group group, List<Cell> cells) {
    List<Deployment> deployments = new ArrayList<>();
    try {
      for (Variant variant : options.variants()) {
        if (cells.stream().anyMatch(variant::takesPartIn)) {
          deployments.add(prepare(variant, group));
        }
      }
      List<CountingPass> counting = count(deployments);
      long counted = System.nanoTime();
      delay(deployments, group);
      // Sessions that are created stay, so what creates them comes last.
      List<Cell> last = cells.stream().filter(cell -> cell.workload() == Workload.CREATE).toList();
      measure(cells.stream().filter(cell -> !last.contains(cell)).toList(), deployments);
      measure(last, deployments);
      countTouches(counting, counted);
    } finally {
      deployments.forEach(Deployment::close);
    }
  }

  private Deployment prepare(Variant variant, Group group) {
    Progress.say("%s: starting %s", group, variant.title());
    boolean proxied = group.latencyMillis() > 0;
    Setup setup = new Setup(group.payload(), proxied, false);
    Deployment deployment =
        proxied
            ? Deployment.start(variant, setup, folders, WITHOUT_CLEANUP)
            : Deployment.start(variant, setup, folders);
    try {
      int sessions = group.payload().sessions(options.sessions());
      deployment.fill(sessions);
      if (variant.storesSessions() && !proxied) {
        results.add(
            new Stored(group.payload(), variant.name(), sessions, deployment.bytesPerSession()));
      }
      return deployment;
    } catch (RuntimeException e) {
      deployment.close();
      throw e;
    }
  }

  private List<CountingPass> count(List<Deployment> deployments) {
    List<CountingPass> passes = new ArrayList<>();
    for (Deployment deployment : deployments) {
      if (deployment.proxy().isPresent()) {
        Progress.say("counting %s", deployment.variant().title());
        CountingPass pass =
            new CountingPass(
                deployment,
                SessionFiller.fill(
                    deployment.application().port(), deployment.createPath(), COUNTED_SESSIONS));
        pass.recent().forEach(results::add);
        passes.add(pass);
      }
    }
    return passes;
  }

  private void countTouches(List<CountingPass> passes, long since) {
    if (!passes.isEmpty()) {
      Duration rest = TOUCH_INTERVAL.minusNanos(System.nanoTime() - since);
      Programs.pause(rest.isNegative() ? Duration.ZERO : rest);
      passes.forEach(pass -> results.add(pass.touching()));
      afterEachRound.run();
    }
  }

  private void delay(List<Deployment> deployments, Group group) {
    for (Deployment deployment : deployments) {
      deployment
          .proxy()
          .ifPresent(
              proxy -> {
                StoreServer store = deployment.store().orElseThrow();
                double direct = store.pingMillis(store.port());
                double proxied = store.pingMillis(proxy.port());
                proxy.delay(1_000L * group.latencyMillis());
                results.add(
                    new Delay(
                        deployment.variant().name(),
                        group.latencyMillis(),
                        direct,
                        proxied,
                        store.pingMillis(proxy.port())));
              });
    }
  }

  private void measure(List<Cell> cells, List<Deployment> deployments) {
    for (Deployment deployment : deployments) {
      List<Workload> workloads =
          cells.stream()
              .filter(deployment.variant()::takesPartIn)
              .map(Cell::workload)
              .distinct()
              .toList();
      for (Workload workload : workloads) {
        deployment.renewCookies();
        Progress.say("warming up %s: %s", deployment.variant().title(), workload);
        driver.run(deployment.load(workload, 16, options.warmup()));
      }
    }
    for (int round = 1; round <= options.rounds() && !cells.isEmpty(); round++) {
      for (Cell cell : cells) {
        measure(cell, round, deployments);
      }
      afterEachRound.run();
    }
  }

  private void measure(Cell cell, int round, List<Deployment> deployments) {
    List<Deployment> order =
        new ArrayList<>(
            deployments.stream().filter(each -> each.variant().takesPartIn(cell)).toList());
    // Nobody always follows the same one, which may have left work to its store.
    Collections.rotate(order, -round);
    for (Deployment deployment : order) {
      Sample run = deployment.measure(cell.workload(), cell.connections(), options, driver);
      results.add(new Measurement(cell, deployment.variant().name(), round, run));
      Progress.say(
          "round %d: %s: %s: %,.0f requests/s, p99 %.2f ms%s",
          round,
          cell,
          deployment.variant().title(),
          run.load().perSecond(),
          run.load().p99Millis(),
          run.load().errors() == 0 ? "" : ", " + run.load().errors() + " ERRORS");
    }
  }
}
