package io.cloakroom.lifecycle;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Goes on batch by batch, with a breath in between for the store, until one is not full. */
public final class BatchedCleanup implements Cleanup {

  private static final long PAUSE_MILLIS = 5;

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
    do {
      last = batch.getAsInt();
      removed += last;
    } while (last == batchSize && !stopped());
    return removed;
  }

  @Override
  public void stop() {
    stopping.countDown();
  }

  private boolean stopped() {
    try {
      return stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
