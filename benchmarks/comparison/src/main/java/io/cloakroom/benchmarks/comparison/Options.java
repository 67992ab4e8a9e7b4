package io.cloakroom.benchmarks.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the command line says: a scenario, and options, each a name and a value. What is not said is
 * as the scale ({@code full} or {@code quick}) has it.
 */
final class Options {

  private static final Set<String> NAMES =
      Set.of(
          "scale",
          "variants",
          "workloads",
          "payloads",
          "connections",
          "latencies",
          "rounds",
          "sessions",
          "seconds",
          "warmup",
          "expired",
          "live",
          "stored",
          "attributes",
          "generator");

  private final List<String> arguments;
  private final Map<String, String> values;
  private final String scenario;

  private Options(List<String> arguments, Map<String, String> values, String scenario) {
    this.arguments = arguments;
    this.values = values;
    this.scenario = scenario;
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it has an unknown option, or one without a value
   */
  static Options parse(String... arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    String scenario = "comparison";
    for (int i = 0; i < arguments.length; i++) {
      if (!arguments[i].startsWith("--")) {
        scenario = arguments[i];
        continue;
      }
      String name = arguments[i].substring(2);
      if (!NAMES.contains(name) || i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            "'%s' is no option with a value; there are %s"
                .formatted(arguments[i], NAMES.stream().sorted().toList()));
      }
      values.put(name, arguments[++i]);
    }
    return new Options(List.of(arguments), values, scenario);
  }

  String scenario() {
    return scenario;
  }

  /** Returns the command that does this again. */
  String command() {
    List<String> rest = new ArrayList<>(arguments);
    int scale = rest.indexOf("--scale");
    if (scale >= 0) {
      rest.subList(scale, scale + 2).clear();
    }
    return "mvn -Pbenchmarks -pl benchmarks/comparison -am -DskipTests verify"
        + (quick() ? " -Dbenchmarks=quick" : "")
        + (rest.isEmpty() ? "" : " \"-Dbenchmarks.run=" + String.join(" ", rest) + "\"");
  }

  boolean quick() {
    return values.getOrDefault("scale", "full").equals("quick");
  }

  int rounds() {
    return number("rounds", 3, 3);
  }

  int sessions() {
    return number("sessions", 10_000, 2_000);
  }

  int seconds() {
    return number("seconds", 5, 2);
  }

  /**
   * Returns the seconds of load for each workload of a fresh application before all: less, and the
   * compilers of its virtual machine are still at work when it is measured.
   */
  int warmup() {
    return number("warmup", 9, 3);
  }

  /** Returns the seconds of load before each measurement, besides the warm-up before all. */
  int settling() {
    return quick() ? 0 : 1;
  }

  int number(String name, int full, int quick) {
    String value = values.get(name);
    return value == null ? (quick() ? quick : full) : Integer.parseInt(value);
  }

  List<Integer> numbers(String name, String full, String quick) {
    return list(values.getOrDefault(name, quick() ? quick : full), Integer::valueOf);
  }

  /** Returns whether the load generator of this module is to be used even where wrk is. */
  boolean javaGenerator() {
    return values.getOrDefault("generator", "wrk").equals("java");
  }

  List<Variant> variants() {
    return variants(
        Variants.ALL.stream()
            .filter(variant -> variant.store().isThere())
            .filter(variant -> !quick() || !variant.isMended())
            .toList());
  }

  List<Variant> variants(List<Variant> otherwise) {
    String names = values.get("variants");
    return names == null ? otherwise : list(names, Variants::named);
  }

  /** Returns all combinations of what is said; if nothing is, those of the scale. */
  List<Cell> cells() {
    boolean said =
        values.containsKey("workloads")
            || values.containsKey("payloads")
            || values.containsKey("connections")
            || values.containsKey("latencies");
    if (!said) {
      return quick() ? quickCells() : fullCells();
    }
    List<Cell> cells = new ArrayList<>();
    for (int latency : list(values.getOrDefault("latencies", "0"), Integer::valueOf)) {
      for (int kilobytes : list(values.getOrDefault("payloads", "1"), Integer::valueOf)) {
        for (int connections : list(values.getOrDefault("connections", "16"), Integer::valueOf)) {
          for (Workload workload :
              list(
                  values.getOrDefault("workloads", "read,user,write,create,mixed"), Workload::of)) {
            cells.add(new Cell(workload, Payload.ofKilobytes(kilobytes), connections, latency));
          }
        }
      }
    }
    return cells;
  }

  private static List<Cell> quickCells() {
    return List.of(Cell.READ, Cell.USER, Cell.WRITE, Cell.CREATE, Cell.DISTANT_READ);
  }

  private static List<Cell> fullCells() {
    List<Cell> cells = new ArrayList<>();
    cells.addAll(List.of(Cell.READ, Cell.USER, Cell.WRITE, Cell.CREATE, Cell.MIXED));
    cells.add(new Cell(Workload.READ, Payload.SMALL, 64, 0));
    cells.add(Cell.DISTANT_READ);
    for (int kilobytes : List.of(10, 100)) {
      cells.add(new Cell(Workload.READ, Payload.ofKilobytes(kilobytes), 16, 0));
      cells.add(new Cell(Workload.WRITE, Payload.ofKilobytes(kilobytes), 16, 0));
    }
    return cells;
  }

  private static <T> List<T> list(String text, Function<String, T> parser) {
    return Arrays.stream(text.split(",")).map(String::trim).map(parser).toList();
  }
}
