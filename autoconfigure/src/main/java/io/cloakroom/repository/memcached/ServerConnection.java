package io.cloakroom.repository.memcached;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.spy.memcached.MemcachedConnection;
import net.spy.memcached.MemcachedNode;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one server, of use from its opening to its first failure: the client library
 * would connect again by itself, and then send what nobody waits for any more.
 */
final class ServerConnection implements AutoCloseable {

  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private volatile boolean lost;
  private volatile @Nullable MemcachedConnection connection;

  private ServerConnection() {}

  /**
   * Opens a connection, and waits for it.
   *
   * @throws IOException if it cannot be opened in time
   */
  static ServerConnection open(MemcachedServer server, MemcachedSettings settings)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + settings.connectTimeout().toNanos();
    ServerConnection opening = new ServerConnection();
    // With its name, or the library would look that up in reverse.
    InetAddress found = InetAddress.getByName(server.host());
    InetAddress address = InetAddress.getByAddress(server.host(), found.getAddress());
    ServerConnectionFactory factory = new ServerConnectionFactory(server, settings, opening);
    opening.connection =
        factory.createConnection(List.of(new InetSocketAddress(address, server.port())));
    try {
      opening.connected.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return opening;
    } catch (ExecutionException | TimeoutException e) {
      opening.close();
      Throwable cause = e instanceof ExecutionException ? e.getCause() : null;
      throw new IOException(
          cause == null || cause.getMessage() == null
              ? "no connection within " + settings.connectTimeout().toMillis() + " ms"
              : cause.getMessage(),
          cause);
    } catch (InterruptedException e) {
      opening.close();
      throw e;
    }
  }

  /** Returns whether the connection has failed, and another one is needed. */
  boolean isLost() {
    MemcachedConnection current = connection;
    return lost || current == null || !current.isAlive();
  }

  /** Sends commands in one piece, and lets their answers come. */
  CommandsOperation send(Commands commands) {
    CommandsOperation operation = new CommandsOperation(commands);
    MemcachedConnection current = connection;
    if (current == null || isLost()) {
      operation.cancel();
      return operation;
    }
    MemcachedNode node = current.getLocator().getAll().iterator().next();
    current.addOperations(Map.of(node, operation));
    return operation;
  }

  @Override
  public void close() {
    lost = true;
    MemcachedConnection current = connection;
    if (current != null && !current.isShutDown()) {
      try {
        current.shutdown();
      } catch (IOException e) {
        // Its socket is of no use any more, closed or not.
      }
    }
  }

  /** The library says that the connection is there. */
  void established() {
    connected.complete(null);
  }

  /** The library has given the connection up, and cancelled what was sent. */
  void failed() {
    lost = true;
    connected.completeExceptionally(new IOException("no connection"));
    if (connection != null) {
      close();
    }
  }
}
