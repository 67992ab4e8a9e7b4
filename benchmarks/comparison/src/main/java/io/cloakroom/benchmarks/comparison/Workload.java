package io.cloakroom.benchmarks.comparison;

import java.util.Locale;

/** What the requests of a measurement do. */
enum Workload {
  READ,
  WRITE,
  CREATE,
  /** Of 100 requests, 90 read, 9 write and 1 creates. */
  MIXED;

  static Workload of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
