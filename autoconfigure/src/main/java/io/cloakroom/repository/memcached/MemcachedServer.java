package io.cloakroom.repository.memcached;

/**
 * Where a Memcached server is.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port on it
 */
public record MemcachedServer(String host, int port) {

  /** Memcached's own port. */
  public static final int DEFAULT_PORT = 11211;

  private static final int LAST_PORT = 65_535;

  /**
   * Takes an address.
   *
   * @throws IllegalArgumentException if it cannot be one
   */
  public MemcachedServer {
    if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || "/@[]".indexOf(c) >= 0)) {
      throw new IllegalArgumentException("A Memcached server needs a host, was '" + host + "'");
    }
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "The port of the Memcached server %s must be between 1 and 65535, was %d"
              .formatted(host, port));
    }
  }

  /**
   * Reads {@code host}, {@code host:port}, or {@code [IPv6 address]:port}.
   *
   * @throws IllegalArgumentException if it is nothing of the kind
   */
  public static MemcachedServer parse(String text) {
    String address = text.strip();
    int bracket = address.startsWith("[") ? address.indexOf(']') : -1;
    if (bracket > 0) {
      String rest = address.substring(bracket + 1);
      return new MemcachedServer(address.substring(1, bracket), port(text, rest));
    }
    int colon = address.indexOf(':');
    boolean bare = colon < 0 || address.indexOf(':', colon + 1) > 0;
    return bare
        ? new MemcachedServer(address, DEFAULT_PORT)
        : new MemcachedServer(address.substring(0, colon), port(text, address.substring(colon)));
  }

  /** Returns the address as it is written in configurations. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private static int port(String text, String colonAndPort) {
    if (colonAndPort.isEmpty()) {
      return DEFAULT_PORT;
    }
    try {
      if (colonAndPort.startsWith(":")) {
        return Integer.parseInt(colonAndPort.substring(1));
      }
    } catch (NumberFormatException notANumber) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "A Memcached server is written as host:port, was '" + text + "'");
  }
}
