package io.cloakroom.benchmarks.comparison;

import java.nio.ByteBuffer;

/** Counts what a client asks of its store, in a stream that comes in pieces of any size. */
interface MessageCounter {

  /** Takes the next piece, and leaves its position as it is. */
  void accept(ByteBuffer piece);

  /** Returns the commands or statements until now. */
  long count();

  static MessageCounter of(StoreKind store) {
    return switch (store) {
      case POSTGRES -> new PostgresMessageCounter();
      case MEMCACHED -> new MemcachedMessageCounter();
      case REDIS, NONE -> new RedisMessageCounter();
    };
  }
}
