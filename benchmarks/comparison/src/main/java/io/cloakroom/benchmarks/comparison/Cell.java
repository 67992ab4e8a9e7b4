package io.cloakroom.benchmarks.comparison;

/**
 * One measurement that is made of each variant.
 *
 * @param latencyMillis what the network adds to a round trip to the store
 */
record Cell(Workload workload, Payload payload, int connections, int latencyMillis) {

  static final Cell READ = new Cell(Workload.READ, Payload.SMALL, 16, 0);
  static final Cell USER = new Cell(Workload.USER, Payload.SMALL, 16, 0);
  static final Cell WRITE = new Cell(Workload.WRITE, Payload.SMALL, 16, 0);
  static final Cell CREATE = new Cell(Workload.CREATE, Payload.SMALL, 16, 0);
  static final Cell MIXED = new Cell(Workload.MIXED, Payload.SMALL, 16, 0);
  static final Cell DISTANT_READ = new Cell(Workload.READ, Payload.SMALL, 16, 1);

  Group group() {
    return new Group(payload, latencyMillis);
  }

  @Override
  public String toString() {
    return "%s, %s, %d connections%s"
        .formatted(
            workload,
            payload,
            connections,
            latencyMillis == 0 ? "" : ", " + latencyMillis + " ms to the store");
  }
}
