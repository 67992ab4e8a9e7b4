package io.cloakroom.repository.memcached;

import io.cloakroom.repository.SampleSessions;
import io.cloakroom.testing.Endpoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Repositories for tests. */
final class MemcachedStores {

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration PATIENT = Duration.ofSeconds(5);

  private MemcachedStores() {}

  static String namespace() {
    return "test-" + UUID.randomUUID();
  }

  static MemcachedSessionRepository on(String namespace, Endpoint... servers) {
    return on(namespace, PATIENT, servers);
  }

  static MemcachedSessionRepository on(
      String namespace, Duration commandTimeout, Endpoint... servers) {
    return open(namespace, commandTimeout, null, null, servers);
  }

  static MemcachedSessionRepository open(
      String namespace,
      Duration commandTimeout,
      @Nullable MemcachedCredentials credentials,
      @Nullable SSLContext tls,
      Endpoint... servers) {
    List<MemcachedServer> addresses =
        Arrays.stream(servers)
            .map(server -> new MemcachedServer(server.host(), server.port()))
            .toList();
    return new MemcachedSessionRepository(
        new MemcachedSettings(
            addresses,
            namespace,
            SampleSessions.TOUCHES,
            CONNECT,
            commandTimeout,
            credentials,
            tls));
  }
}
