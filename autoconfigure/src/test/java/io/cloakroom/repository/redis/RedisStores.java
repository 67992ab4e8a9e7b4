package io.cloakroom.repository.redis;

import io.cloakroom.repository.SampleSessions;
import io.cloakroom.testing.RedisTopology;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

/** Repositories for tests, and what Redis itself says of them. */
final class RedisStores {

  static final Duration GRACE = Duration.ofHours(1);

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration PATIENT = Duration.ofSeconds(5);

  private RedisStores() {}

  static RedisSessionRepository on(String host, int port, String namespace) {
    return open(new RedisStandaloneConfiguration(host, port), namespace, PATIENT);
  }

  static RedisSessionRepository on(int port) {
    return on("127.0.0.1", port, "test");
  }

  static RedisSessionRepository on(int port, Duration commandTimeout) {
    return open(new RedisStandaloneConfiguration("127.0.0.1", port), "test", commandTimeout);
  }

  static RedisSessionRepository on(RedisTopology cluster) {
    return on(cluster, PATIENT);
  }

  static RedisSessionRepository on(RedisTopology cluster, Duration commandTimeout) {
    return open(nodes(cluster), "test", commandTimeout);
  }

  static RedisSessionRepository open(
      RedisConfiguration configuration, String namespace, Duration commandTimeout) {
    return new RedisSessionRepository(
        RedisConnections.open(configuration, CONNECT, commandTimeout, builder -> builder),
        new RedisStoreSettings(namespace, GRACE, SampleSessions.TOUCHES));
  }

  static RedisRevocationStore revocationsOn(int port) {
    return revocationsOn(port, PATIENT);
  }

  static RedisRevocationStore revocationsOn(int port, Duration commandTimeout) {
    return revocations(new RedisStandaloneConfiguration("127.0.0.1", port), commandTimeout);
  }

  static RedisRevocationStore revocationsOn(RedisTopology cluster) {
    return revocations(nodes(cluster), PATIENT);
  }

  private static RedisRevocationStore revocations(
      RedisConfiguration configuration, Duration commandTimeout) {
    return new RedisRevocationStore(
        RedisConnections.open(configuration, CONNECT, commandTimeout, builder -> builder), "test");
  }

  private static RedisClusterConfiguration nodes(RedisTopology cluster) {
    RedisClusterConfiguration nodes = new RedisClusterConfiguration();
    cluster.ports().forEach(port -> nodes.addClusterNode(new RedisNode("127.0.0.1", port)));
    return nodes;
  }

  /** Returns the lines of what Redis answers, those that are empty left out. */
  static List<String> lines(int port, String... command) {
    return RedisTopology.call(port, command).lines().filter(line -> !line.isEmpty()).toList();
  }

  /** Cuts all connections that are told of changes by broadcast. */
  static void killTracking(int port) {
    lines(port, "CLIENT", "LIST").stream()
        .filter(line -> line.matches(".* flags=[^ ]*B.*"))
        .map(line -> line.replaceAll("^id=(\\d+) .*", "$1"))
        .forEach(id -> RedisTopology.call(port, "CLIENT", "KILL", "ID", id));
  }

  /** Returns a number of {@code INFO stats}. */
  static long stat(int port, String name) {
    return RedisTopology.call(port, "INFO", "stats")
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
        .findAny()
        .orElseThrow();
  }
}
