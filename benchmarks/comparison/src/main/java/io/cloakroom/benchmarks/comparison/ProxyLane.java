package io.cloakroom.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** One direction of a connection. */
final class ProxyLane {

  private static final int LARGEST_PIECE = 1 << 16;

  private final SocketChannel from;
  private final SocketChannel to;
  private final Consumer<ByteBuffer> observer;
  private final Deque<Piece> onTheWay = new ArrayDeque<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_PIECE);
  private boolean closed;

  ProxyLane(SocketChannel from, SocketChannel to, Consumer<ByteBuffer> observer) {
    this.from = from;
    this.to = to;
    this.observer = observer;
  }

  /** Takes what has come, to be sent so much later. */
  void take(long delayNanos) {
    try {
      int length = from.read(buffer.clear());
      if (length < 0) {
        close();
      } else if (length > 0) {
        ByteBuffer copy = ByteBuffer.allocate(length).put(buffer.flip()).flip();
        observer.accept(copy);
        onTheWay.add(new Piece(System.nanoTime() + delayNanos, copy));
      }
    } catch (IOException disconnected) {
      close();
    }
  }

  /** Sends what is due. Returns whether anything is left to send. */
  boolean flush(long now) {
    try {
      Piece next = onTheWay.peek();
      while (next != null && next.due() - now <= 0) {
        to.write(next.bytes());
        if (next.bytes().hasRemaining()) {
          return true;
        }
        onTheWay.remove();
        next = onTheWay.peek();
      }
    } catch (IOException disconnected) {
      close();
    }
    return !closed && !onTheWay.isEmpty();
  }

  boolean isClosed() {
    return closed;
  }

  private void close() {
    closed = true;
    try {
      from.close();
      to.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Piece(long due, ByteBuffer bytes) {}
}
