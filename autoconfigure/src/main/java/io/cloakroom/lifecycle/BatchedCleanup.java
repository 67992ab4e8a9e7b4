package io.cloakroom.lifecycle;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Goes on batch by batch until one is not full. After each it leaves the store to requests for four
 * times as long as the batch took: the busier the store is, the more slowly it is cleaned.
 */
public final class BatchedCleanup implements Cleanup {

  private static final int PAUSE = 4;

  private final CountDownLatch stopping = new CountDownLatch(1);
  private final int batchSize;
  private final IntSupplier batch;

  /**
   * Makes a cleanup.
   *
   * @param batchSize how much is removed at a time, at most
   * @param batch removes so much, and returns how much that was
   */
  public BatchedCleanup(int batchSize, IntSupplier batch) {
    this.batchSize = batchSize;
    this.batch = batch;
  }

  @Override
  public int run() {
    int removed = 0;
    int last;
    long took;
    do {
      long began = System.nanoTime();
      last = batch.getAsInt();
      took = System.nanoTime() - began;
      removed += last;
    } while (last == batchSize && !stopped(took * PAUSE));
    return removed;
  }

  @Override
  public void stop() {
    stopping.countDown();
  }

  private boolean stopped(long pauseNanos) {
    try {
      return stopping.await(pauseNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
