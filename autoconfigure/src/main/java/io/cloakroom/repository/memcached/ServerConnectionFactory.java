package io.cloakroom.repository.memcached;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.net.ssl.SSLContext;
import net.spy.memcached.ClientMode;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedConnection;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.compat.log.Logger;
import net.spy.memcached.compat.log.LoggerFactory;
import net.spy.memcached.metrics.MetricType;
import net.spy.memcached.ops.Operation;
import org.jspecify.annotations.Nullable;

/** How the client library is to connect: to one server, with short queues, and once. */
final class ServerConnectionFactory extends DefaultConnectionFactory {

  private static final String LOGGER_PROPERTY = "net.spy.log.LoggerImpl";
  private static final String SLF4J = "net.spy.memcached.compat.log.SLF4JLogger";

  /** Requests that wait; more than so many would not be answered in time anyway. */
  private static final int QUEUE_LENGTH = 10_000;

  private final MemcachedServer server;
  private final MemcachedSettings settings;
  private final ServerConnection owner;

  static {
    // Without it, the library writes its log to the console.
    if (System.getProperty(LOGGER_PROPERTY) == null) {
      System.setProperty(LOGGER_PROPERTY, SLF4J);
    }
  }

  ServerConnectionFactory(
      MemcachedServer server, MemcachedSettings settings, ServerConnection owner) {
    super(ClientMode.Static, QUEUE_LENGTH, DEFAULT_READ_BUFFER_SIZE);
    this.server = server;
    this.settings = settings;
    this.owner = owner;
  }

  @Override
  public MemcachedConnection createConnection(List<InetSocketAddress> addresses)
      throws IOException {
    ServerConnection told = owner;
    return new MemcachedConnection(
        getReadBufSize(),
        this,
        addresses,
        getInitialObservers(),
        getFailureMode(),
        getOperationFactory()) {

      /** Or it would be named as this class, whose level nobody would think of. */
      @Override
      protected Logger getLogger() {
        return LoggerFactory.getLogger(MemcachedConnection.class);
      }

      @Override
      protected void queueReconnect(MemcachedNode node) {
        super.queueReconnect(node);
        told.failed();
      }

      @Override
      public void run() {
        try {
          super.run();
        } finally {
          told.failed();
        }
      }
    };
  }

  @Override
  public Collection<ConnectionObserver> getInitialObservers() {
    return List.of(new Observer());
  }

  @Override
  public FailureMode getFailureMode() {
    return FailureMode.Cancel;
  }

  @Override
  public BlockingQueue<Operation> createWriteOperationQueue() {
    return new ArrayBlockingQueue<>(QUEUE_LENGTH);
  }

  @Override
  public long getOpQueueMaxBlockTime() {
    return 0;
  }

  /** Is the time-out of a TLS handshake too, and the first one of a virtual machine is slow. */
  @Override
  public long getOperationTimeout() {
    return Math.max(settings.connectTimeout().toMillis(), settings.commandTimeout().toMillis());
  }

  @Override
  public boolean isDaemon() {
    return true;
  }

  @Override
  public boolean getKeepAlive() {
    return true;
  }

  @Override
  public MetricType enableMetrics() {
    return MetricType.OFF;
  }

  @Override
  public @Nullable SSLContext getSSLContext() {
    return settings.tls();
  }

  @Override
  public String getHostnameForTlsVerification() {
    return server.host();
  }

  /** Tells the connection what becomes of it. */
  private final class Observer implements ConnectionObserver {

    @Override
    public void connectionEstablished(SocketAddress address, int reconnectCount) {
      owner.established();
    }

    @Override
    public void connectionLost(SocketAddress address) {
      owner.failed();
    }
  }
}
