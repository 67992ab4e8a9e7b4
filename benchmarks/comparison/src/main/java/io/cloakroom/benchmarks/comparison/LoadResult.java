package io.cloakroom.benchmarks.comparison;

/**
 * What a load generator saw. Errors are counted among the requests, too.
 *
 * @param badStatus responses that were not 2xx
 * @param failures connections that broke, or requests without an answer
 */
record LoadResult(
    long requests,
    double seconds,
    long badStatus,
    long failures,
    double p50Millis,
    double p99Millis,
    double maxMillis) {

  long errors() {
    return badStatus + failures;
  }

  double perSecond() {
    return requests / seconds;
  }

  /** Reads the line that both generators write: the fields above, divided by spaces. */
  static LoadResult parse(String line) {
    String[] fields = line.trim().split(" ", -1);
    return new LoadResult(
        Long.parseLong(fields[0]),
        Double.parseDouble(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]),
        Double.parseDouble(fields[4]),
        Double.parseDouble(fields[5]),
        Double.parseDouble(fields[6]));
  }
}
