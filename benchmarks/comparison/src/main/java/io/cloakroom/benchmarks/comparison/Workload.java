package io.cloakroom.benchmarks.comparison;

import java.util.Locale;

/** What the requests of a measurement do. */
enum Workload {
  READ,
  /** Asks who is signed in, and for nothing else of the session. */
  USER,
  WRITE,
  CREATE,
  /** Of 100 requests, 90 read, 9 write and 1 creates. */
  MIXED;

  static Workload of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Returns whether it changes nothing, so that nothing may fail. */
  boolean onlyReads() {
    return this == READ || this == USER;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
