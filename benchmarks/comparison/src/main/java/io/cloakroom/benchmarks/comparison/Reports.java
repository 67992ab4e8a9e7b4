package io.cloakroom.benchmarks.comparison;

import java.nio.file.Path;
import java.util.LinkedHashMap;
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

  void write(Environment environment, Results results) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("environment", environment);
    all.put("targets", new Targets(results).all());
    all.put("measurements", results.measurements());
    all.put("stored", results.stored());
    all.put("counted", results.counted());
    all.put("delays", results.delays());
    Programs.write(folder.resolve("comparison.json"), JSON.writeValueAsString(all));
    Programs.write(
        folder.resolve("comparison.md"), new ComparisonReport(environment, results).markdown());
    Programs.write(folder.resolve("comparison.svg"), new BarChart(results).svg());
  }
}
