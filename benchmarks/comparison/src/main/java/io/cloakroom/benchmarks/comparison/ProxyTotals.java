package io.cloakroom.benchmarks.comparison;

/** Counts of all connections of a proxy, those that have ended included. */
final class ProxyTotals {

  private long messages;
  private long turns;
  private long toStore;
  private long toApplication;

  void asked(long bytes, long newMessages, boolean turn) {
    toStore += bytes;
    messages += newMessages;
    turns += turn ? 1 : 0;
  }

  void answered(long bytes) {
    toApplication += bytes;
  }

  ProxyCounts counts() {
    return new ProxyCounts(messages, turns, toStore, toApplication);
  }
}
