package io.cloakroom.benchmarks.comparison;

/** Cells that share the same servers and filled sessions. */
record Group(Payload payload, int latencyMillis) {

  @Override
  public String toString() {
    return payload + ", " + latencyMillis + " ms to the store";
  }
}
