package io.cloakroom.benchmarks.comparison;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes what was measured until now, in all forms. */
final class Reports {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;

  Reports(Path folder) {
    this.folder = folder;
  }

  void writeGrowth(Environment environment, List<GrowthPoint> points) {
    json("growth", environment, Map.of("points", points));
    Programs.write(folder.resolve("growth.md"), new GrowthReport(environment, points).markdown());
  }

  void writeCleanup(Environment environment, List<CleanupRun> runs) {
    json("cleanup", environment, Map.of("runs", runs));
    Programs.write(folder.resolve("cleanup.md"), new CleanupReport(environment, runs).markdown());
  }

  void write(Environment environment, Results results) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("targets", new Targets(results).all());
    all.put("measurements", results.measurements());
    all.put("stored", results.stored());
    all.put("counted", results.counted());
    all.put("delays", results.delays());
    json("comparison", environment, all);
    Programs.write(
        folder.resolve("comparison.md"), new ComparisonReport(environment, results).markdown());
    Programs.write(folder.resolve("comparison.svg"), new BarChart(results).svg());
  }

  private void json(String name, Environment environment, Map<String, ?> rest) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("environment", environment);
    all.putAll(rest);
    Programs.write(folder.resolve(name + ".json"), JSON.writeValueAsString(all));
  }
}
