package io.cloakroom.benchmarks.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures what a read costs when more sessions are stored, and when a session holds more. */
final class GrowthScenario {

  private static final int CONNECTIONS = 16;
  private static final int REAL_SESSIONS = 2_000;

  /** Of the usual warm-up: or the fewest sessions would be read by the coldest application. */
  private static final int FIRST_WARMUPS = 4;

  private final Options options;
  private final Folders folders;
  private final LoadDriver driver;
  private final List<GrowthPoint> points;
  private final Runnable afterEachStep;

  GrowthScenario(
      Options options,
      Folders folders,
      LoadDriver driver,
      List<GrowthPoint> points,
      Runnable afterEachStep) {
    this.options = options;
    this.folders = folders;
    this.driver = driver;
    this.points = points;
    this.afterEachStep = afterEachStep;
  }

  void run() {
    List<Integer> sizes = options.numbers("stored", "10000,100000,1000000", "10000,50000");
    List<Deployment> deployments = start();
    try {
      int before = REAL_SESSIONS;
      List<SessionCopies> copies = new ArrayList<>();
      for (Deployment deployment : deployments) {
        deployment.fill(REAL_SESSIONS);
        copies.add(SessionCopies.of(deployment));
      }
      warmUp(deployments, FIRST_WARMUPS);
      for (int size : sizes) {
        for (int i = 0; i < deployments.size(); i++) {
          Progress.say("%s: storing %,d sessions", deployments.get(i).variant().title(), size);
          copies.get(i).addLive(size - before);
        }
        before = size;
        measure(GrowthPoint.STORED, size, deployments);
      }
    } finally {
      deployments.forEach(Deployment::close);
    }
    attributes();
  }

  private void attributes() {
    List<Deployment> deployments = start();
    try {
      for (int attributes : options.numbers("attributes", "1,10,100", "1,100")) {
        for (Deployment deployment : deployments) {
          deployment.paths("/read?cart=cart0", "/create?attributes=" + attributes);
          deployment.fill(REAL_SESSIONS);
        }
        if (points.stream().noneMatch(point -> point.axis().equals(GrowthPoint.ATTRIBUTES))) {
          warmUp(deployments, FIRST_WARMUPS);
        }
        measure(GrowthPoint.ATTRIBUTES, attributes, deployments);
      }
    } finally {
      deployments.forEach(Deployment::close);
    }
  }

  private List<Deployment> start() {
    List<Deployment> deployments = new ArrayList<>();
    try {
      for (Variant variant : options.variants(variants())) {
        Progress.say("starting %s", variant.title());
        deployments.add(Deployment.start(variant, new Setup(Payload.SMALL, false, true), folders));
      }
      return deployments;
    } catch (RuntimeException e) {
      deployments.forEach(Deployment::close);
      throw e;
    }
  }

  private static List<Variant> variants() {
    return List.of(
        Variants.named(Variants.PEER_REDIS),
        Variants.named(Variants.CLOAKROOM_REDIS),
        Variants.named(Variants.PEER_JDBC),
        Variants.named(Variants.CLOAKROOM_JDBC));
  }

  private void warmUp(List<Deployment> deployments, int times) {
    for (Deployment deployment : deployments) {
      driver.run(deployment.load(Workload.READ, CONNECTIONS, times * (double) options.warmup()));
    }
  }

  private void measure(String axis, int amount, List<Deployment> deployments) {
    warmUp(deployments, 1);
    List<Deployment> order = new ArrayList<>(deployments);
    for (int round = 1; round <= options.rounds(); round++) {
      Collections.rotate(order, -1);
      for (Deployment deployment : order) {
        Sample sample = deployment.measure(Workload.READ, CONNECTIONS, options, driver);
        points.add(new GrowthPoint(axis, amount, deployment.variant().name(), round, sample));
        Progress.say(
            "round %d: %,d %s: %s: %,.0f requests/s",
            round, amount, axis, deployment.variant().title(), sample.perSecond());
      }
      afterEachStep.run();
    }
  }
}
