package io.cloakroom.benchmarks.comparison;

/** Where sessions are. */
enum StoreKind {
  NONE,
  REDIS,
  POSTGRES,
  MEMCACHED;

  /** Returns whether it can be started on this machine. */
  boolean isThere() {
    return this != MEMCACHED || MemcachedServer.isInstalled();
  }
}
