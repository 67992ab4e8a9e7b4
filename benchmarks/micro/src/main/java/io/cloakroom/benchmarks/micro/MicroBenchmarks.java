package io.cloakroom.benchmarks.micro;

import io.cloakroom.IdBenchmarks;
import io.cloakroom.benchmarks.codec.CodecBenchmarks;
import io.cloakroom.benchmarks.codec.ContainerBenchmarks;
import io.cloakroom.benchmarks.codec.DirtyCheckBenchmarks;
import io.cloakroom.benchmarks.web.FilterBenchmarks;
import io.cloakroom.repository.redis.HashBenchmarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures all parts in one run, and writes how they compare. */
final class MicroBenchmarks {

  private static final Path REPORT = Path.of("micro.md");
  private static final Path RESULTS = Path.of("micro.json");

  private MicroBenchmarks() {}

  /** Takes {@code full} or {@code quick}; writes into the working directory. */
  public static void main(String[] arguments) throws RunnerException, IOException {
    Length length = Length.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    List<Measurement> measurements =
        new Runner(options(length)).run().stream().map(Measurement::of).toList();
    String title = "Parts on %s (%s run)".formatted(Machine.describe(), arguments[0]);
    String report = new Report(measurements).markdown(title);
    Files.writeString(REPORT, report);
    System.out.println(report + "\nWritten to " + REPORT.toAbsolutePath());
  }

  private static Options options(Length length) {
    return new OptionsBuilder()
        .include(CodecBenchmarks.class.getName())
        .include(DirtyCheckBenchmarks.class.getName())
        .include(ContainerBenchmarks.class.getName())
        .include(HashBenchmarks.class.getName())
        .include(IdBenchmarks.class.getName())
        .include(FilterBenchmarks.class.getName())
        // Whatever else the machine does prolongs some samples, and with them the average.
        .mode(Mode.SampleTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .forks(length.forks)
        .warmupIterations(length.warmups)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(length.measurements)
        .measurementTime(TimeValue.milliseconds(500))
        // The JVM would choose by the size of the machine.
        .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseG1GC")
        .addProfiler(GCProfiler.class)
        .resultFormat(ResultFormatType.JSON)
        .result(RESULTS.toString())
        .shouldFailOnError(true)
        .build();
  }

  private enum Length {
    /** Two JVMs: what the compiler makes of the code differs from one to the next. */
    FULL(2, 3, 3),
    QUICK(1, 2, 1);

    private final int forks;
    private final int warmups;
    private final int measurements;

    Length(int forks, int warmups, int measurements) {
      this.forks = forks;
      this.warmups = warmups;
      this.measurements = measurements;
    }
  }
}
