package io.cloakroom.benchmarks.comparison;

/**
 * How much a session holds.
 *
 * @param kilobytes what the three attributes are together, each by JDK serialization
 * @param items what it takes in the cart
 * @param bytes the exact size by JDK serialization
 */
record Payload(int kilobytes, int items, int bytes) {

  static final Payload SMALL = new Payload(1, 1, 1_052);

  static Payload ofKilobytes(int kilobytes) {
    return switch (kilobytes) {
      case 1 -> SMALL;
      case 10 -> new Payload(10, 75, 10_219);
      case 100 -> new Payload(100, 812, 102_319);
      default ->
          throw new IllegalArgumentException(
              "A payload is 1, 10 or 100 kilobytes, was " + kilobytes);
    };
  }

  /** Sessions to fill: what the bigger ones take must fit into the memory of a server, too. */
  int sessions(int wanted) {
    return Math.min(wanted, 100_000 / kilobytes);
  }

  @Override
  public String toString() {
    return kilobytes + " KB";
  }
}
