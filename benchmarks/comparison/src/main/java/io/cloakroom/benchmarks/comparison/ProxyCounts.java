package io.cloakroom.benchmarks.comparison;

/**
 * What went through a proxy.
 *
 * @param messages commands or statements that the application sent
 * @param turns pieces that the application sent after it had got one: round trips
 * @param toStore bytes
 * @param toApplication bytes
 */
record ProxyCounts(long messages, long turns, long toStore, long toApplication) {

  ProxyCounts since(ProxyCounts before) {
    return new ProxyCounts(
        messages - before.messages,
        turns - before.turns,
        toStore - before.toStore,
        toApplication - before.toApplication);
  }

  String line() {
    return messages + " " + turns + " " + toStore + " " + toApplication;
  }

  static ProxyCounts parse(String line) {
    String[] numbers = line.split(" ", -1);
    return new ProxyCounts(
        Long.parseLong(numbers[0]),
        Long.parseLong(numbers[1]),
        Long.parseLong(numbers[2]),
        Long.parseLong(numbers[3]));
  }
}
