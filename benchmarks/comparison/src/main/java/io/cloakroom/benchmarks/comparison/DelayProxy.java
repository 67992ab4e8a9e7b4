package io.cloakroom.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes bytes on, each way so much later, and counts them. A program of its own: its arguments are
 * the port to listen on, the port to connect to, and the kind of store there; it is told {@code
 * delay <microseconds of a round trip>} and {@code count} by its standard input.
 *
 * <p>One thread does all, since a hand-off between threads takes a good part of the delay.
 */
final class DelayProxy {

  /** How often what is on its way is looked at; a shorter pause ends no sooner on Linux. */
  private static final long NAP_NANOS = 10_000;

  /** By how much a nap and the way through this program prolong each way, as was measured. */
  private static final long OVERHEAD_NANOS = 60_000;

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final InetSocketAddress store;
  private final StoreKind kind;
  private final List<ProxyLink> links = new ArrayList<>();
  private volatile long delayNanos;

  private DelayProxy(int from, int to, StoreKind kind) throws IOException {
    this.kind = kind;
    store = new InetSocketAddress(InetAddress.getLoopbackAddress(), to);
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), from), 256);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Runs until its standard input ends. */
  public static void main(String[] arguments) throws IOException {
    DelayProxy proxy =
        new DelayProxy(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            StoreKind.valueOf(arguments[2]));
    Thread thread = new Thread(proxy::pass, "proxy");
    thread.setDaemon(true);
    thread.start();
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      if (line.startsWith("delay ")) {
        proxy.delayNanos = Math.max(0, Long.parseLong(line.substring(6)) * 500 - OVERHEAD_NANOS);
        System.out.println("ok");
      } else {
        System.out.println(proxy.counts().line());
      }
    }
  }

  private void pass() {
    try {
      while (true) {
        boolean waiting;
        synchronized (this) {
          waiting = flush();
        }
        if (waiting) {
          selector.selectNow();
        } else {
          selector.select();
        }
        synchronized (this) {
          take();
        }
        if (waiting && selector.selectedKeys().isEmpty()) {
          LockSupport.parkNanos(NAP_NANOS);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new IllegalStateException("The proxy has failed", e);
    }
  }

  private boolean flush() {
    long now = System.nanoTime();
    boolean waiting = false;
    for (ProxyLink link : links) {
      waiting |= link.flush(now);
    }
    return waiting;
  }

  private void take() throws IOException {
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.isAcceptable()) {
        link();
      } else if (key.isValid() && key.attachment() instanceof ProxyLane lane) {
        lane.take(delayNanos);
      }
    }
    links.removeIf(ProxyLink::isClosed);
  }

  private void link() throws IOException {
    SocketChannel application = listener.accept();
    if (application == null) {
      return;
    }
    SocketChannel server = SocketChannel.open(store);
    ProxyLink link = new ProxyLink(application, server, MessageCounter.of(kind), totals);
    for (SocketChannel channel : List.of(application, server)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
    }
    application.register(selector, SelectionKey.OP_READ, link.toStore());
    server.register(selector, SelectionKey.OP_READ, link.toApplication());
    links.add(link);
  }

  private final ProxyTotals totals = new ProxyTotals();

  private synchronized ProxyCounts counts() {
    return totals.counts();
  }
}
