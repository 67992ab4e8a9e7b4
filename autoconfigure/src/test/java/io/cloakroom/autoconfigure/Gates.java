package io.cloakroom.autoconfigure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds requests of any node until the test lets them go on. */
final class Gates {

  private static final Map<String, Gates> ALL = new ConcurrentHashMap<>();
  private static final long SECONDS = 20;

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  private Gates() {}

  static Gates of(String name) {
    return ALL.computeIfAbsent(name, fresh -> new Gates());
  }

  /** A request arrives here and waits. */
  void pass() {
    entered.countDown();
    await(opened);
  }

  /** The test waits until a request has arrived. */
  void awaitRequest() {
    await(entered);
  }

  /** The test lets the request go on. */
  void open() {
    opened.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Nobody came within " + SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
