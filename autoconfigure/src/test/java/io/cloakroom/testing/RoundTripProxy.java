package io.cloakroom.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A loopback port in front of a server that hears what clients send, one round trip after another:
 * a new one begins when something is sent after something was answered.
 */
public final class RoundTripProxy implements AutoCloseable {

  private static final int CHUNK = 64 * 1024;

  private final List<StringBuilder> heard = new ArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Predicate<String> fatal = request -> false;
  private final Endpoint server;
  private final ServerSocket listener;

  /** Opens a port that leads to a server. */
  public RoundTripProxy(Endpoint server) {
    this.server = server;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SocketThread.start("round-trip-proxy", this::accept);
  }

  /** Returns where clients reach it. */
  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", listener.getLocalPort(), "proxy of " + server.origin());
  }

  /** Returns what was sent since the last call, one text for each round trip. */
  public List<String> roundTrips() {
    synchronized (heard) {
      List<String> texts = heard.stream().map(StringBuilder::toString).toList();
      heard.clear();
      return texts;
    }
  }

  /**
   * Cuts the connection instead of passing a request on that is like this, once: as if the client
   * had crashed just before it.
   */
  public void crashBefore(Predicate<String> request) {
    fatal = request;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(RoundTripProxy::close);
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      Socket upstream = new Socket(server.host(), server.port());
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      open.add(client);
      open.add(upstream);
      Trip current = new Trip();
      SocketThread.start("round-trip-proxy", () -> answers(upstream, client, current));
      SocketThread.start("round-trip-proxy", () -> requests(client, upstream, current));
    }
  }

  private void requests(Socket from, Socket to, Trip current) throws IOException {
    byte[] buffer = new byte[CHUNK];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
      if (fatal.test(text)) {
        fatal = request -> false;
        close(from);
        close(to);
        return;
      }
      synchronized (heard) {
        if (current.text.isEmpty()) {
          heard.add(current.text);
        }
        current.text.append(text);
      }
      out.write(buffer, 0, read);
    }
    close(to);
  }

  private void answers(Socket from, Socket to, Trip current) throws IOException {
    byte[] buffer = new byte[CHUNK];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      synchronized (heard) {
        current.text = new StringBuilder();
      }
      out.write(buffer, 0, read);
    }
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  /** What a connection has sent since its last answer; guarded by what was heard. */
  private static final class Trip {

    private StringBuilder text = new StringBuilder();
  }
}
