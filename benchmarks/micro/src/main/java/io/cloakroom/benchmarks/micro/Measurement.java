package io.cloakroom.benchmarks.micro;

import io.cloakroom.benchmarks.codec.Format;
import io.cloakroom.benchmarks.codec.Payload;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one operation cost.
 *
 * @param part name of the benchmark's class, without "Benchmarks"
 * @param operation name of the benchmark's method
 * @param payload whose attributes were worked on; null if there were none, or always the same
 * @param format of the attributes
 * @param median of the samples, in microseconds
 * @param slow the 90th percentile, in microseconds
 * @param allocated bytes per operation
 */
record Measurement(
    String part,
    String operation,
    @Nullable Payload payload,
    Format format,
    double median,
    double slow,
    double allocated) {

  static Measurement of(RunResult result) {
    BenchmarkParams parameters = result.getParams();
    String[] name = parameters.getBenchmark().split("\\.", -1);
    String payload = parameters.getParam("payload");
    String format = parameters.getParam("format");
    Statistics time = result.getPrimaryResult().getStatistics();
    Result<?> allocation =
        Objects.requireNonNull(
            result.getSecondaryResults().get("gc.alloc.rate.norm"), "-prof gc is missing");
    return new Measurement(
        name[name.length - 2].replace("Benchmarks", ""),
        name[name.length - 1],
        payload == null ? null : Payload.valueOf(payload),
        format == null ? Format.CLOAKROOM_JSON : Format.valueOf(format),
        time.getPercentile(50),
        time.getPercentile(90),
        allocation.getScore());
  }
}
