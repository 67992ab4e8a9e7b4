package io.cloakroom.benchmarks.comparison;

/**
 * What a store has done until now, or between two moments.
 *
 * @param walBytes written to the write-ahead log; 0 for Redis
 * @param updates of rows; 0 for Redis
 * @param hotUpdates those of them that touched no index
 */
record StoreUse(double cpuSeconds, long walBytes, long updates, long hotUpdates) {

  static final StoreUse NOTHING = new StoreUse(0, 0, 0, 0);

  StoreUse since(StoreUse before) {
    return new StoreUse(
        cpuSeconds - before.cpuSeconds,
        walBytes - before.walBytes,
        updates - before.updates,
        hotUpdates - before.hotUpdates);
  }
}
