package io.cloakroom.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FiguresTests {

  @Test
  void medianIsTheMiddle() {
    assertThat(Median.of(DoubleStream.of(3, 1, 100))).isEqualTo(3);
    assertThat(Median.of(DoubleStream.of(4, 1, 2, 100))).isEqualTo(3);
    assertThat(Median.of(DoubleStream.of(4, Double.NaN))).isEqualTo(4);
    assertThat(Median.of(DoubleStream.empty())).isNaN();
  }

  @Test
  void percentileIsOneOfTheLatencies() {
    Latencies latencies = new Latencies();
    for (int millis = 100_000; millis > 0; millis--) {
      latencies.add(millis * 1_000_000L);
    }

    assertThat(latencies.percentile(50)).isEqualTo(50_000);
    assertThat(latencies.percentile(99)).isEqualTo(99_000);
    assertThat(latencies.percentile(100)).isEqualTo(100_000);
    assertThat(new Latencies().percentile(99)).isZero();
  }

  @Test
  void processorTimeIsReadDespiteParenthesesInTheName() {
    ProcessTimes.Stat stat =
        ProcessTimes.Stat.parse(
            "42 (a) b (c)) S 7 42 42 0 -1 4194560 100 0 0 0 250 150 30 20 20 0 12 0 5 6 7 8");

    assertThat(stat).isEqualTo(new ProcessTimes.Stat(7, 4.0, 0.5));
  }

  @Test
  void lineOfALoadGeneratorIsRead() {
    LoadResult result = LoadResult.parse("1000 2.000000 3 4 0.500 9.250 20.000");

    assertThat(result).isEqualTo(new LoadResult(1000, 2, 3, 4, 0.5, 9.25, 20));
    assertThat(result.perSecond()).isEqualTo(500);
    assertThat(result.errors()).isEqualTo(7);
  }

  @Test
  void targetIsReachedInItsDirectionOnly() {
    assertThat(new Target("", "", "", 4, true, 4.0).isReached()).isTrue();
    assertThat(new Target("", "", "", 4, true, 3.9).isReached()).isFalse();
    assertThat(new Target("", "", "", 0.25, false, 0.2).isReached()).isTrue();
    assertThat(new Target("", "", "", 0.25, false, 0.3).isReached()).isFalse();
    assertThat(new Target("", "", "", 0.25, false, Double.NaN).isMeasured()).isFalse();
  }

  @Test
  void whatIsSaidOnTheCommandLineIsCombined() {
    Options options =
        Options.parse("--scale", "quick", "--workloads", "read,write", "--connections", "16,64");

    assertThat(options.cells())
        .containsExactly(
            new Cell(Workload.READ, Payload.SMALL, 16, 0),
            new Cell(Workload.WRITE, Payload.SMALL, 16, 0),
            new Cell(Workload.READ, Payload.SMALL, 64, 0),
            new Cell(Workload.WRITE, Payload.SMALL, 64, 0));
    assertThat(options.rounds()).isEqualTo(3);
  }

  @Test
  void tokensTakePartInSmallSessionsOnly() {
    Variant tokens = Variants.named(Variants.CLOAKROOM_JWT);

    assertThat(tokens.takesPartIn(Cell.READ)).isTrue();
    assertThat(tokens.takesPartIn(Cell.DISTANT_READ)).isTrue();
    assertThat(tokens.takesPartIn(new Cell(Workload.READ, Payload.ofKilobytes(10), 16, 0)))
        .isFalse();
  }

  @Test
  void unknownOptionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse("--work", "read"))
        .withMessageContaining("'--work'")
        .withMessageContaining("workloads");
  }
}
