package io.cloakroom.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A loopback port in front of a server, whose link a test can stall and cut. */
public final class FaultProxy implements AutoCloseable {

  private static final int CHUNK = 16 * 1024;

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final InetSocketAddress server;
  private final ServerSocket listener;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** Opens a port that leads to a server. */
  public FaultProxy(Endpoint server) {
    this.server = new InetSocketAddress(server.host(), server.port());
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SocketThread.start("fault-proxy", this::accept);
  }

  /** Returns the port on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Keeps all connections, and takes new ones, but lets nothing through until {@link #heal()}. */
  public void stall() {
    gate = new CountDownLatch(1);
  }

  /** Cuts all connections; new ones work. */
  public void cut() {
    open.forEach(FaultProxy::close);
    open.clear();
  }

  /** Ends {@link #stall()}. */
  public void heal() {
    gate.countDown();
  }

  @Override
  public void close() {
    heal();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      open.add(client);
      SocketThread.start("fault-proxy", () -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    Socket upstream = new Socket();
    open.add(upstream);
    try {
      await();
      upstream.connect(server);
      upstream.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      SocketThread.start("fault-proxy", () -> pump(upstream, client));
      pump(client, upstream);
    } finally {
      close(client);
      close(upstream);
    }
  }

  private void pump(Socket from, Socket to) throws IOException {
    byte[] buffer = new byte[CHUNK];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      await();
      out.write(buffer, 0, read);
    }
    to.shutdownOutput();
  }

  private void await() throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }
}
