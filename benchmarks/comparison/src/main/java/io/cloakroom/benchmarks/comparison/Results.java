package io.cloakroom.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Everything that was measured until now. */
final class Results {

  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Stored> stored = new ArrayList<>();
  private final List<Counted> counted = new ArrayList<>();
  private final List<Delay> delays = new ArrayList<>();

  void add(Measurement measurement) {
    measurements.add(measurement);
  }

  void add(Stored fact) {
    stored.add(fact);
  }

  void add(Counted fact) {
    counted.add(fact);
  }

  void add(Delay fact) {
    delays.add(fact);
  }

  List<Measurement> measurements() {
    return List.copyOf(measurements);
  }

  List<Stored> stored() {
    return List.copyOf(stored);
  }

  List<Counted> counted() {
    return List.copyOf(counted);
  }

  List<Delay> delays() {
    return List.copyOf(delays);
  }

  List<Cell> cells() {
    return measurements.stream().map(Measurement::cell).distinct().toList();
  }

  /** Returns the median of the rounds; not a number if there is none. */
  double median(Cell cell, String variant, ToDoubleFunction<Sample> figure) {
    return Median.of(of(cell, variant).map(Measurement::sample).mapToDouble(figure));
  }

  /** Returns the sum of the rounds. */
  long sum(Cell cell, String variant, ToDoubleFunction<Sample> figure) {
    return Math.round(of(cell, variant).map(Measurement::sample).mapToDouble(figure).sum());
  }

  boolean has(Cell cell, String variant) {
    return of(cell, variant).findAny().isPresent();
  }

  double bytesPerSession(Payload payload, String variant) {
    return Median.of(
        stored.stream()
            .filter(fact -> fact.payload().equals(payload) && fact.variant().equals(variant))
            .mapToDouble(Stored::bytesPerSession));
  }

  Optional<Counted> counted(String variant, String what) {
    return counted.stream()
        .filter(fact -> fact.variant().equals(variant) && fact.what().equals(what))
        .findFirst();
  }

  /** Returns what was answered by anything but 2xx where only reads were asked for. */
  List<String> brokenReads() {
    return measurements.stream()
        .filter(run -> run.cell().workload().onlyReads() && run.sample().load().badStatus() > 0)
        .map(
            run ->
                "%s: %s, round %d: %d of %d responses were not 2xx"
                    .formatted(
                        run.variant(),
                        run.cell(),
                        run.round(),
                        run.sample().load().badStatus(),
                        run.sample().load().requests()))
        .toList();
  }

  private Stream<Measurement> of(Cell cell, String variant) {
    return measurements.stream()
        .filter(run -> run.cell().equals(cell) && run.variant().equals(variant));
  }
}
