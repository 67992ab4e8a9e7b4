package io.cloakroom.repository.memcached;

import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How sessions are kept in Memcached.
 *
 * @param servers at least one, each once; all nodes must have the same ones, in any order
 * @param namespace begins each key; letters, digits and {@code _ . : / -} only
 * @param touches how exactly the last use is known
 * @param connectTimeout for a connection
 * @param commandTimeout for each operation as a whole
 * @param credentials null: servers let everybody in
 * @param tls encrypts connections, and verifies the servers' names; null: they are not encrypted
 */
public record MemcachedSettings(
    List<MemcachedServer> servers,
    String namespace,
    TouchPolicy touches,
    Duration connectTimeout,
    Duration commandTimeout,
    @Nullable MemcachedCredentials credentials,
    @Nullable SSLContext tls) {

  /** With a session's key it is far from 250 bytes, the longest that Memcached takes. */
  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.:/-]{1,100}");

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException that names the setting, its value and the remedy
   */
  public MemcachedSettings {
    servers = List.copyOf(servers);
    if (servers.isEmpty() || servers.stream().distinct().count() < servers.size()) {
      throw new IllegalArgumentException(
          "Memcached needs at least one server, and none twice, was " + servers);
    }
    if (!NAMESPACE.matcher(namespace).matches()) {
      throw new IllegalArgumentException(
          "The namespace of sessions in Memcached may have 1 to 100 letters, digits and _ . : / - only, was '"
              + namespace
              + "'");
    }
    positive("connect timeout", connectTimeout);
    positive("command timeout", commandTimeout);
  }

  private static void positive(String name, Duration value) {
    if (value.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "The %s of Memcached must be a millisecond or more, was %s".formatted(name, value));
    }
  }
}
