package io.cloakroom.benchmarks.comparison;

/** Where sessions are. */
enum StoreKind {
  NONE,
  REDIS,
  POSTGRES
}
