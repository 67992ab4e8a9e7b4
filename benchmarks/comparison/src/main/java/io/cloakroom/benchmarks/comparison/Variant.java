package io.cloakroom.benchmarks.comparison;

import java.util.List;

/**
 * The application with one way of keeping sessions.
 *
 * @param name as options and files have it
 * @param title as the report has it
 * @param module folder of the module that has its class path
 * @param heap of its virtual machine, as {@code -Xmx} takes it
 * @param properties of the application, each {@code name=value}
 */
record Variant(
    String name,
    String title,
    String module,
    StoreKind store,
    String heap,
    List<String> properties) {

  boolean storesSessions() {
    return store != StoreKind.NONE;
  }

  /** Returns whether there is anything to measure. */
  boolean takesPartIn(Cell cell) {
    if (!storesSessions() && cell.latencyMillis() > 0) {
      return false;
    }
    if (isMended()) {
      return List.of(Cell.READ, Cell.WRITE, Cell.DISTANT_READ).contains(cell);
    }
    return !name.equals(Variants.NO_SESSION) || cell.workload() == Workload.READ;
  }

  /** Returns whether it shows what a peer would cost if it did nothing twice. */
  boolean isMended() {
    return List.of(Variants.PEER_REDIS_MENDED, Variants.PEER_JDBC_MENDED).contains(name);
  }

  boolean isCloakroom() {
    return module.equals(Variants.CLOAKROOM);
  }
}
