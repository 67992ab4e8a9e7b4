package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionStoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An outage must not fill the log, and must be in it. */
@ExtendWith(OutputCaptureExtension.class)
class OutageLogTests {

  private static final String LINE = "answered with 503";

  /** Near its end, where a clock of nanoseconds may be. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);

  private final OutageLog outages = new OutageLog(nanos::get);

  @Test
  void firstRefusalIsLoggedAtOnceAndOthersAreCountedForAMinute(CapturedOutput output) {
    refuse("find timed out");
    assertThat(lines(output)).singleElement().asString().contains("find timed out");

    pass(Duration.ofMinutes(1).minusNanos(1));
    refuse("update timed out");
    refuse("delete timed out");
    assertThat(lines(output)).hasSize(1);

    pass(Duration.ofNanos(1));
    refuse("no connection");
    assertThat(lines(output))
        .hasSize(2)
        .last()
        .asString()
        .contains("(2 more since", "no connection");
  }

  @Test
  void nobodyIsCountedTwice(CapturedOutput output) {
    refuse("a");
    refuse("b");
    pass(Duration.ofMinutes(1));
    refuse("c");
    pass(Duration.ofHours(1));
    refuse("the next outage");

    assertThat(lines(output)).hasSize(3).last().asString().doesNotContain("more");
  }

  @RepeatedTest(20)
  void ofParallelRefusalsOneIsLoggedAndAllOthersAreCounted(CapturedOutput output) throws Exception {
    int threads = 8;
    int each = 500;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  go.await();
                  for (int j = 0; j < each; j++) {
                    refuse("gone");
                  }
                  return null;
                }));
      }
      go.countDown();
      for (Future<?> thread : running) {
        thread.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(lines(output)).hasSize(1);

    pass(Duration.ofMinutes(1));
    refuse("still gone");

    assertThat(lines(output))
        .last()
        .asString()
        .contains("(" + (threads * each - 1) + " more since");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void refuse(String reason) {
    outages.refused(new SessionStoreUnavailableException(reason, null));
  }

  private static List<String> lines(CapturedOutput output) {
    return output.getAll().lines().filter(line -> line.contains(LINE)).toList();
  }
}
