package io.cloakroom.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.WithAuthentication;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

/**
 * Boot's {@code spring.data.redis.*}, as far as they say where the server is: for applications that
 * do not have Boot's Redis module, which would read them.
 *
 * @param url of one server, in place of host, port, user name, password and database
 * @param host of one server
 * @param port of one server
 * @param database index
 * @param username for each server
 * @param password for each server
 * @param clientName shown by Redis; null: Cloakroom's own
 * @param ssl whether and how connections are encrypted
 * @param cluster nodes of a Redis Cluster
 * @param sentinel nodes that know the master
 */
record RedisServerProperties(
    @Nullable String url,
    @DefaultValue("localhost") String host,
    @DefaultValue("6379") int port,
    @DefaultValue("0") int database,
    @Nullable String username,
    @Nullable String password,
    @Nullable String clientName,
    @DefaultValue Ssl ssl,
    @Nullable Cluster cluster,
    @Nullable Sentinel sentinel) {

  record Ssl(@Nullable Boolean enabled, @Nullable String bundle) {}

  record Cluster(List<String> nodes, @Nullable Integer maxRedirects) {}

  record Sentinel(
      String master, List<String> nodes, @Nullable String username, @Nullable String password) {}

  /** Returns whether connections are encrypted. */
  boolean encrypted() {
    if (ssl.enabled() != null) {
      return ssl.enabled();
    }
    return ssl.bundle() != null || (url != null && url.startsWith("rediss:"));
  }

  /** Returns where the servers are. */
  RedisConfiguration servers() {
    if (sentinel != null) {
      RedisSentinelConfiguration servers = new RedisSentinelConfiguration();
      servers.master(sentinel.master());
      servers.setSentinels(sentinel.nodes().stream().map(RedisNode::fromString).toList());
      servers.setSentinelUsername(sentinel.username());
      servers.setSentinelPassword(RedisPassword.of(sentinel.password()));
      servers.setDatabase(database);
      return authenticated(servers);
    }
    if (cluster != null) {
      RedisClusterConfiguration servers = new RedisClusterConfiguration(cluster.nodes());
      if (cluster.maxRedirects() != null) {
        servers.setMaxRedirects(cluster.maxRedirects());
      }
      return authenticated(servers);
    }
    if (url != null && !url.isBlank()) {
      return standalone(url);
    }
    RedisStandaloneConfiguration server = new RedisStandaloneConfiguration(host, port);
    server.setDatabase(database);
    return authenticated(server);
  }

  private <C extends RedisConfiguration & WithAuthentication> C authenticated(C servers) {
    servers.setUsername(username);
    servers.setPassword(RedisPassword.of(password));
    return servers;
  }

  private static RedisStandaloneConfiguration standalone(String url) {
    URI uri = uri(url);
    RedisStandaloneConfiguration server =
        new RedisStandaloneConfiguration(uri.getHost(), uri.getPort() < 0 ? 6379 : uri.getPort());
    String path = uri.getPath();
    if (path != null && path.length() > 1) {
      server.setDatabase(Integer.parseInt(path.substring(1)));
    }
    String user = uri.getUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      server.setUsername(colon > 0 ? user.substring(0, colon) : null);
      server.setPassword(RedisPassword.of(user.substring(colon + 1)));
    }
    return server;
  }

  private static URI uri(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() != null
          && ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException notAUri) {
      // The value may hold a password, so the message below must not repeat it.
    }
    throw new InvalidConfigurationPropertyValueException(
        "spring.data.redis.url",
        "(hidden)",
        "It must be redis://user:password@host:port/database, or begin with rediss: for encryption.");
  }
}
