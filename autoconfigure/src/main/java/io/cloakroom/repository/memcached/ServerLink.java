package io.cloakroom.repository.memcached;

import io.cloakroom.SessionStoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to a server that all threads share. It is opened in the background, so that
 * nobody waits longer for it than for an answer, and opened anew if it is of no use any more.
 */
final class ServerLink implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ServerLink.class);

  /** A connection that gives no answer at all for so long is taken for dead. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final MemcachedServer server;
  private final MemcachedSettings settings;
  private final ThreadFactory threads;
  private final Keys keys;
  private final AtomicReference<@Nullable CompletableFuture<Opened>> shared =
      new AtomicReference<>();
  private final AtomicBoolean away = new AtomicBoolean();
  private volatile long answeredAt = System.nanoTime();
  private volatile boolean closed;

  /** Makes a link that does not connect yet. */
  ServerLink(MemcachedServer server, MemcachedSettings settings) {
    this(server, settings, ServerLink::thread);
  }

  /** Makes a link that connects in such threads. */
  ServerLink(MemcachedServer server, MemcachedSettings settings, ThreadFactory threads) {
    this.server = server;
    this.settings = settings;
    this.threads = threads;
    this.keys = new Keys(settings.namespace());
  }

  /**
   * A connection that has been greeted.
   *
   * @param connection to the server
   * @param limit of the size of an item, with all that belongs to it
   */
  record Opened(ServerConnection connection, long limit) {}

  MemcachedServer server() {
    return server;
  }

  Duration timeout() {
    return settings.commandTimeout();
  }

  /** Returns the connection, which may take some time and may fail. */
  CompletableFuture<Opened> connection() {
    CompletableFuture<Opened> current = shared.get();
    if (current != null && !isUseless(current)) {
      return current;
    }
    CompletableFuture<Opened> fresh = new CompletableFuture<>();
    if (!shared.compareAndSet(current, fresh)) {
      return connection();
    }
    boolean started = false;
    try {
      threads.newThread(() -> open(fresh)).start();
      started = true;
    } finally {
      if (!started) {
        // Or all would wait for it for ever.
        fresh.completeExceptionally(new IOException("no thread to connect in"));
      }
    }
    return fresh;
  }

  /** An answer came: the other end is there. */
  void answered() {
    answeredAt = System.nanoTime();
  }

  /** No answer came. If none has come for long, the other end may be gone without a word. */
  void silent() {
    if (System.nanoTime() - answeredAt > SILENCE.toNanos()) {
      abandon();
    }
  }

  /** Opens another connection for the next operation. */
  void abandon() {
    CompletableFuture<Opened> current = shared.get();
    if (current != null && current.isDone() && shared.compareAndSet(current, null)) {
      answered();
      if (!current.isCompletedExceptionally()) {
        current.join().connection().close();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    CompletableFuture<Opened> current = shared.get();
    if (current != null && current.isDone() && !current.isCompletedExceptionally()) {
      current.join().connection().close();
    }
  }

  private void open(CompletableFuture<Opened> opened) {
    try {
      ServerConnection connection = ServerConnection.open(server, settings);
      try {
        opened.complete(new Opened(connection, greet(connection)));
        answered();
        if (closed) {
          connection.close();
        }
      } finally {
        if (!opened.isDone()) {
          connection.close();
        }
      }
      if (away.compareAndSet(true, false)) {
        log.info("Memcached at {} is back", server);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      opened.completeExceptionally(e);
    } catch (IOException | RuntimeException e) {
      if (away.compareAndSet(false, true)) {
        log.warn(
            "Memcached at {} cannot be used ({}); its sessions cannot be either, until it is back",
            server,
            e.getMessage());
      }
      opened.completeExceptionally(e);
    } finally {
      if (!opened.isDone()) {
        // An error, of which this thread dies: the next operation tries again.
        opened.completeExceptionally(new IOException("an error while connecting"));
      }
    }
  }

  /** Gets let in, finds out whether this server will do, and sets its clock item. */
  private long greet(ServerConnection connection) throws IOException, InterruptedException {
    MemcachedCredentials credentials = settings.credentials();
    Commands first = new Commands();
    // Alone: who is not let in gets one answer to all that he sends together.
    Reply answer =
        await(
                connection.send(
                    credentials == null ? first.version() : first.authenticate(credentials)))
            .get(0);
    if (credentials == null && !answer.isDone() && !answer.asksForPassword()) {
      throw new SessionStoreUnavailableException(
          "What answers at %s is no Memcached (%s); check cloakroom.memcached.servers"
              .formatted(server, answer.line()),
          null);
    }
    if (!answer.isDone()) {
      throw new SessionStoreUnavailableException(
          credentials == null
              ? "Memcached at %s lets nobody in without a password; set cloakroom.memcached.username and password"
                  .formatted(server)
              : "Memcached at %s did not let user %s in; check cloakroom.memcached.username and password"
                  .formatted(server, credentials.username()),
          null);
    }
    List<Reply> replies =
        await(connection.send(new Commands().version().settings().clock(keys.clock())));
    ServerVersion.check(server, replies.get(0).line());
    Reply found = replies.get(1);
    if ("no".equals(found.statistic("cas_enabled"))) {
      throw new SessionStoreUnavailableException(
          "Memcached at %s runs with --disable-cas (-C), so that concurrent changes of a session would be lost; start it without"
              .formatted(server),
          null);
    }
    String limit = found.statistic("item_size_max");
    return limit == null ? Long.MAX_VALUE : Long.parseLong(limit);
  }

  private List<Reply> await(CommandsOperation greeting) throws IOException, InterruptedException {
    try {
      long patience = settings.connectTimeout().plus(settings.commandTimeout()).toNanos();
      return greeting.answer().get(patience, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("it does not answer", e);
    }
  }

  private static Thread thread(Runnable open) {
    Thread thread = new Thread(open, "cloakroom-memcached-connect");
    thread.setDaemon(true);
    return thread;
  }

  private static boolean isUseless(CompletableFuture<Opened> connection) {
    return connection.isCompletedExceptionally()
        || (connection.isDone() && connection.join().connection().isLost());
  }
}
