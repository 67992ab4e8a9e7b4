package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.TestServers;
import io.cloakroom.testing.TlsProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords and encryption. */
class MemcachedAccessTests {

  private static final Duration PATIENT = Duration.ofSeconds(5);

  private final String namespace = MemcachedStores.namespace();

  @Test
  void serverWithAPasswordLetsThoseInWhoKnowIt(@TempDir Path folder) throws IOException {
    try (NativeServer locked = locked(folder);
        MemcachedSessionRepository store =
            MemcachedStores.open(
                namespace,
                PATIENT,
                new MemcachedCredentials("shop", "s3cret"),
                null,
                locked.endpoint())) {
      SessionRecord inserted = Objects.requireNonNull(store.insert(session(Map.of("a", json(1)))));

      assertThat(store.find(inserted.key())).isNotNull();
      locked.kill();
      locked.start();
      await()
          .atMost(PATIENT)
          .ignoreExceptions()
          .until(() -> store.insert(session(Map.of())) != null);
    }
  }

  @Test
  void wrongPasswordIsExplainedAndNotRepeated(@TempDir Path folder) throws IOException {
    try (NativeServer locked = locked(folder);
        MemcachedSessionRepository store =
            MemcachedStores.open(
                namespace,
                PATIENT,
                new MemcachedCredentials("shop", "wr0ng"),
                null,
                locked.endpoint())) {
      assertThatExceptionOfType(SessionStoreUnavailableException.class)
          .isThrownBy(store::probe)
          .withMessageContaining("did not let user shop in")
          .withMessageNotContaining("wr0ng");
    }
  }

  @Test
  void missingPasswordIsExplained(@TempDir Path folder) throws IOException {
    try (NativeServer locked = locked(folder);
        MemcachedSessionRepository store = MemcachedStores.on(namespace, locked.endpoint())) {
      assertThatExceptionOfType(SessionStoreUnavailableException.class)
          .isThrownBy(store::probe)
          .withMessageContaining("lets nobody in without a password")
          .withMessageContaining("cloakroom.memcached.username");
    }
  }

  @Test
  void serverOfAnotherKindIsNamedAsOne() {
    try (MemcachedSessionRepository store = MemcachedStores.on(namespace, TestServers.redis())) {
      assertThatExceptionOfType(SessionStoreUnavailableException.class)
          .isThrownBy(store::probe)
          .withMessageContaining("is no Memcached (-ERR unknown command")
          .withMessageContaining("cloakroom.memcached.servers");
    }
  }

  @Test
  void passwordIsNotShown() {
    MemcachedCredentials credentials = new MemcachedCredentials("shop", "s3cret");
    assertThat(credentials.toString()).doesNotContain("s3cret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MemcachedCredentials("shop", "s3c ret\r\nflush_all"))
        .withMessageNotContaining("s3c");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MemcachedCredentials("sh op", "s3cret"));
  }

  @Test
  void encryptedConnectionKeepsSessionsOfAllSizes() {
    try (TlsProxy tls = new TlsProxy(TestServers.memcached(), "dns:localhost");
        MemcachedSessionRepository store =
            MemcachedStores.open(
                namespace, PATIENT, null, tls.trusting(), at("localhost", tls.port()))) {
      for (int size : new int[] {1, 1000, 16_384, 100_000, 900_000}) {
        byte[] value = json("x".repeat(size));
        SessionRecord inserted =
            Objects.requireNonNull(store.insert(session(Map.of("large", value))));
        SessionRecord found = Objects.requireNonNull(store.find(inserted.key()));
        assertThat(found.attributes().get("large")).isEqualTo(value);
        assertThat(store.update(found, put("b", json(size)))).isNotNull();
      }
    }
  }

  @Test
  void certificateOfAnotherHostIsRefused() {
    try (TlsProxy tls = new TlsProxy(TestServers.memcached(), "dns:elsewhere");
        MemcachedSessionRepository store =
            MemcachedStores.open(
                namespace, PATIENT, null, tls.trusting(), at("localhost", tls.port()))) {
      assertThatExceptionOfType(SessionStoreUnavailableException.class).isThrownBy(store::probe);
    }
  }

  @Test
  void certificateThatNobodyTrustsIsRefused() {
    try (TlsProxy tls = new TlsProxy(TestServers.memcached(), "dns:localhost");
        TlsProxy other = new TlsProxy(TestServers.memcached(), "dns:localhost");
        MemcachedSessionRepository store =
            MemcachedStores.open(
                namespace, PATIENT, null, other.trusting(), at("localhost", tls.port()))) {
      assertThatExceptionOfType(SessionStoreUnavailableException.class).isThrownBy(store::probe);
    }
  }

  private static NativeServer locked(Path folder) throws IOException {
    Path users = folder.resolve("users");
    Files.writeString(users, "shop:s3cret\n");
    return NativeServer.memcached("-Y", users.toString());
  }

  private static Endpoint at(String host, int port) {
    return new Endpoint(host, port, "", "", "", "TLS");
  }
}
