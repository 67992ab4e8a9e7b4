package io.cloakroom.codec;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * URLs that are compared by their text. {@link URL#equals} and {@link URL#hashCode} ask the name
 * service for the host, which whoever writes to the store would choose: a set of one is enough.
 */
public final class OfflineUrls {

  private OfflineUrls() {}

  /**
   * Returns the same URL, which can be opened as before.
   *
   * @throws IOException if it is malformed
   */
  public static URL of(URL url) throws IOException {
    String host = url.getHost();
    return host == null || host.isEmpty()
        ? url
        : new URL(null, url.toExternalForm(), new Handler(url.getDefaultPort()));
  }

  private static final class Handler extends URLStreamHandler {

    private final int defaultPort;

    Handler(int defaultPort) {
      this.defaultPort = defaultPort;
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      return new URL(url.toExternalForm()).openConnection();
    }

    @Override
    protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
      return new URL(url.toExternalForm()).openConnection(proxy);
    }

    @Override
    protected int getDefaultPort() {
      return defaultPort;
    }

    /** Without an address, hosts are compared by name. */
    @Override
    protected @Nullable InetAddress getHostAddress(URL url) {
      return null;
    }
  }
}
