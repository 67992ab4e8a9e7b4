package io.cloakroom.benchmarks.comparison;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection of the application, and the one that the proxy made to the store for it. */
final class ProxyLink {

  private final ProxyLane toStore;
  private final ProxyLane toApplication;
  private final MessageCounter counter;
  private final ProxyTotals totals;
  private boolean answered = true;

  ProxyLink(
      SocketChannel application, SocketChannel store, MessageCounter counter, ProxyTotals totals) {
    this.counter = counter;
    this.totals = totals;
    toStore = new ProxyLane(application, store, this::asked);
    toApplication = new ProxyLane(store, application, this::answered);
  }

  ProxyLane toStore() {
    return toStore;
  }

  ProxyLane toApplication() {
    return toApplication;
  }

  /** Sends what is due. Returns whether anything is left to send. */
  boolean flush(long now) {
    boolean asking = toStore.flush(now);
    boolean answering = toApplication.flush(now);
    return asking || answering;
  }

  boolean isClosed() {
    return toStore.isClosed() || toApplication.isClosed();
  }

  private void asked(ByteBuffer piece) {
    long before = counter.count();
    counter.accept(piece);
    totals.asked(piece.remaining(), counter.count() - before, answered);
    answered = false;
  }

  private void answered(ByteBuffer piece) {
    totals.answered(piece.remaining());
    answered = true;
  }
}
