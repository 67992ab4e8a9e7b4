package io.cloakroom.benchmarks.comparison;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Measures reads before and while another node removes very many expired sessions. That node is
 * there before, too, so that its start disturbs neither figure.
 */
final class CleanupScenario {

  private static final int CONNECTIONS = 16;
  private static final int REAL_SESSIONS = 2_000;
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Of the pause before a cleanup, at least so much is there for the start and the load before. */
  private static final double SHORTEST_PAUSE = 0.75;

  private final Options options;
  private final Folders folders;
  private final LoadDriver driver;

  CleanupScenario(Options options, Folders folders, LoadDriver driver) {
    this.options = options;
    this.folders = folders;
    this.driver = driver;
  }

  List<Variant> variants() {
    return options.variants(
        List.of(
            Variants.named(Variants.PEER_JDBC),
            Variants.named(Variants.CLOAKROOM_JDBC),
            Variants.named(Variants.CLOAKROOM_REDIS)));
  }

  CleanupRun run(Variant variant) {
    Progress.say("starting %s", variant.title());
    try (Deployment deployment =
        Deployment.start(
            variant,
            new Setup(Payload.SMALL, false, true),
            folders,
            "cloakroom.cleanup.enabled=false",
            "spring.session.jdbc.cleanup-cron=-")) {
      deployment.fill(REAL_SESSIONS);
      SessionCopies copies = SessionCopies.of(deployment);
      Progress.say("storing expired and live sessions");
      copies.addLive(options.number("live", 100_000, 20_000) - REAL_SESSIONS - 1);
      copies.addExpired(options.number("expired", 1_000_000, 100_000));
      return measure(deployment, copies);
    }
  }

  private CleanupRun measure(Deployment deployment, SessionCopies copies) {
    SessionCount countedBefore = copies.count();
    Progress.say("stored: %s", countedBefore);
    int seconds = options.number("seconds", 60, 10);
    driver.run(deployment.load(Workload.READ, CONNECTIONS, options.warmup()));
    long pause = seconds + 40L;
    LocalDateTime begin = LocalDateTime.now(ZoneId.systemDefault()).plusSeconds(pause);
    ApplicationProcess cleaner =
        deployment.node(
            "cloakroom.cleanup.interval=" + Math.round(pause / SHORTEST_PAUSE) + "s",
            "spring.session.jdbc.cleanup-cron="
                + begin.format(DateTimeFormatter.ofPattern("s m H * * *")));
    try {
      driver.run(deployment.load(Workload.READ, CONNECTIONS, options.warmup()));
      Sample before =
          deployment.observe(
              () -> driver.run(deployment.load(Workload.READ, CONNECTIONS, seconds)));
      if (copies.isRemoving()) {
        throw new IllegalStateException("The cleanup began too early");
      }
      Progress.say("before: p99 %.2f ms; waiting for the cleanup", before.p99Millis());
      if (!await(copies::isRemoving)) {
        throw new IllegalStateException("The cleanup did not begin within " + LONGEST);
      }
      double cleanerBefore = cleaner.cpuSeconds();
      long began = System.nanoTime();
      Sample during =
          deployment.observe(() -> loadWhileRemoving(deployment, copies, countedBefore.expired()));
      double took = (System.nanoTime() - began) / 1e9;
      double cleanerCpu = cleaner.cpuSeconds() - cleanerBefore;
      SessionCount countedAfter = copies.count();
      Progress.say("during: p99 %.2f ms, %.1f s; %s", during.p99Millis(), took, countedAfter);
      return new CleanupRun(
          deployment.variant().name(),
          before,
          during,
          took,
          cleaner.logged("failed, to be tried again"),
          cleanerCpu,
          countedBefore,
          countedAfter);
    } finally {
      cleaner.close();
    }
  }

  private LoadResult loadWhileRemoving(Deployment deployment, SessionCopies copies, long expired) {
    Process load =
        driver.start(deployment.load(Workload.READ, CONNECTIONS, (double) LONGEST.toSeconds()));
    if (!await(() -> copies.removed() >= expired)) {
      Progress.say("the cleanup did not end within %s", LONGEST);
    }
    driver.stop(load);
    return driver.finish(load);
  }

  /** Returns whether it became true in time. */
  private static boolean await(BooleanSupplier condition) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Programs.pause(POLL);
    }
    return true;
  }
}
