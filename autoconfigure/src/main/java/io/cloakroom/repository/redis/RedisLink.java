package io.cloakroom.repository.redis;

import io.lettuce.core.AbstractRedisAsyncCommands;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.RedisCommand;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The one connection that all threads share. It is opened in the background, so that nobody waits
 * longer for it than for an answer, and opened anew if it is of no use any more.
 */
final class RedisLink implements AutoCloseable {

  private final LettuceConnectionFactory factory;
  private final Duration silence;
  private final AtomicReference<@Nullable CompletableFuture<StatefulConnection<byte[], byte[]>>>
      shared = new AtomicReference<>();
  private volatile long answeredAt = System.nanoTime();

  /**
   * Makes a link that does not connect yet.
   *
   * @param silence how long a connection may give no answer at all before it is taken for dead
   * @throws IllegalArgumentException if the factory does not share its native connection
   */
  RedisLink(LettuceConnectionFactory factory, Duration silence) {
    if (!factory.getShareNativeConnection()) {
      throw new IllegalArgumentException(
          "The connection factory of the sessions must share its native connection:"
              + " setShareNativeConnection(true)");
    }
    this.factory = factory;
    this.silence = silence;
  }

  Duration timeout() {
    return factory.getClientConfiguration().getCommandTimeout();
  }

  boolean isCluster() {
    return factory.isClusterAware();
  }

  /** Returns the connection, which may take some time and may fail. */
  CompletableFuture<StatefulConnection<byte[], byte[]>> connection() {
    CompletableFuture<StatefulConnection<byte[], byte[]>> current = shared.get();
    if (current != null && !isUseless(current)) {
      return current;
    }
    CompletableFuture<StatefulConnection<byte[], byte[]>> fresh = new CompletableFuture<>();
    if (!shared.compareAndSet(current, fresh)) {
      return connection();
    }
    Thread opener = new Thread(() -> open(fresh), "cloakroom-redis-connect");
    opener.setDaemon(true);
    opener.start();
    return fresh;
  }

  /** Sends commands: one flush, but on a cluster, where they go to several nodes. */
  void send(
      StatefulConnection<byte[], byte[]> connection,
      Collection<? extends RedisCommand<byte[], byte[], ?>> commands) {
    if (isCluster()) {
      // As a batch, Lettuce would wait for connections to nodes, perhaps to one that is down.
      commands.forEach(connection::dispatch);
    } else {
      connection.dispatch(commands);
    }
  }

  /** Sends commands whose answers nobody needs, if there is a connection right now. */
  void sendAndForget(Collection<? extends RedisCommand<byte[], byte[], ?>> commands) {
    CompletableFuture<StatefulConnection<byte[], byte[]>> current = shared.get();
    if (current != null && current.isDone() && !isUseless(current) && !commands.isEmpty()) {
      send(current.join(), commands);
    }
  }

  /** An answer came: the other end is there. */
  void answered() {
    answeredAt = System.nanoTime();
  }

  /** No answer came. If none has come for long, the other end may be gone without a word. */
  void silent() {
    if (System.nanoTime() - answeredAt > silence.toNanos()) {
      abandon();
    }
  }

  /** Opens another connection for the next operation, if there is but one server to connect to. */
  void abandon() {
    CompletableFuture<StatefulConnection<byte[], byte[]>> current = shared.get();
    if (current != null
        && current.isDone()
        && !isCluster()
        && shared.compareAndSet(current, null)) {
      answered();
    }
  }

  @Override
  public void close() {
    factory.destroy();
  }

  private void open(CompletableFuture<StatefulConnection<byte[], byte[]>> connection) {
    try {
      factory.resetConnection();
      try (RedisConnection view = factory.getConnection()) {
        connection.complete(shared(view.getNativeConnection()));
      }
    } catch (RuntimeException e) {
      connection.completeExceptionally(e);
    }
  }

  @SuppressWarnings("unchecked") // Spring Data Redis opens its connections for bytes
  private static StatefulConnection<byte[], byte[]> shared(Object commands) {
    return ((AbstractRedisAsyncCommands<byte[], byte[]>) commands).getConnection();
  }

  private static boolean isUseless(
      CompletableFuture<StatefulConnection<byte[], byte[]>> connection) {
    return connection.isCompletedExceptionally()
        || (connection.isDone() && !connection.join().isOpen());
  }
}
