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

  boolean hasStore() {
    return store != StoreKind.NONE;
  }

  /** Returns whether its sessions are in its store, and not only what was revoked of them. */
  boolean storesSessions() {
    return hasStore() && !carriesSessions();
  }

  /** Returns whether its sessions are in the cookies of their clients. */
  boolean carriesSessions() {
    return name.equals(Variants.CLOAKROOM_JWT);
  }

  /** Returns whether its cookies hold something that is renewed when it is used. */
  boolean renewsCookies() {
    return carriesSessions() || name.equals(Variants.CLOAKROOM_HYBRID);
  }

  /** Returns whether there is anything to measure. */
  boolean takesPartIn(Cell cell) {
    if (!hasStore() && cell.latencyMillis() > 0) {
      return false;
    }
    if (carriesSessions() && !cell.payload().equals(Payload.SMALL)) {
      return false;
    }
    if (cell.workload() == Workload.USER) {
      return Variants.READING_USERS.contains(name);
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
