package io.cloakroom.benchmarks.codec;

import java.util.Objects;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one operation cost.
 *
 * @param operation name of the benchmark's method
 * @param format of the attributes
 * @param median of the samples, in microseconds
 * @param slow the 90th percentile, in microseconds
 * @param allocated bytes per operation
 */
record Measurement(
    String operation,
    Payload payload,
    Format format,
    double median,
    double slow,
    double allocated) {

  static Measurement of(RunResult result) {
    BenchmarkParams parameters = result.getParams();
    String name = parameters.getBenchmark();
    String format = parameters.getParam("format");
    Statistics time = result.getPrimaryResult().getStatistics();
    Result<?> allocation =
        Objects.requireNonNull(
            result.getSecondaryResults().get("gc.alloc.rate.norm"), "-prof gc is missing");
    return new Measurement(
        name.substring(name.lastIndexOf('.') + 1),
        Payload.valueOf(parameters.getParam("payload")),
        format == null ? Format.CLOAKROOM_JSON : Format.valueOf(format),
        time.getPercentile(50),
        time.getPercentile(90),
        allocation.getScore());
  }
}
