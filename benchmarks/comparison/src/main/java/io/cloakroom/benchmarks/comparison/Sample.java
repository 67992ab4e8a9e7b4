package io.cloakroom.benchmarks.comparison;

/**
 * What load and its cost were for some seconds.
 *
 * @param applicationCpu seconds of the application's process
 * @param store what its store did meanwhile
 */
record Sample(LoadResult load, double applicationCpu, StoreUse store) {

  double perSecond() {
    return load.perSecond();
  }

  double p50Millis() {
    return load.p50Millis();
  }

  double p99Millis() {
    return load.p99Millis();
  }

  double maxMillis() {
    return load.maxMillis();
  }

  double applicationCpuPerThousand() {
    return 1_000 * applicationCpu / load.requests();
  }

  double storeCpuPerThousand() {
    return 1_000 * store.cpuSeconds() / load.requests();
  }

  double walPerRequest() {
    return (double) store.walBytes() / load.requests();
  }

  /** Returns the share of updates that touched no index; not a number without updates. */
  double hotShare() {
    return store.updates() == 0 ? Double.NaN : (double) store.hotUpdates() / store.updates();
  }
}
