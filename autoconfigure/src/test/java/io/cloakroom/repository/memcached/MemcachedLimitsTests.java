package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sibling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloakroom.NewSession;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.Touch;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.MemcachedText;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Memcached cannot hold, what it holds that is no session, and which servers will not do. */
class MemcachedLimitsTests {

  private static final String NAMESPACE = MemcachedStores.namespace();
  private static final int LIMIT = 1024 * 1024;

  private static Endpoint memcached;
  private static MemcachedSessionRepository repository;

  @BeforeAll
  static void connect() {
    memcached = TestServers.memcached();
    repository = MemcachedStores.on(NAMESPACE, memcached);
  }

  @AfterAll
  static void disconnect() {
    repository.close();
  }

  @Test
  void sessionAboveTheLimitOfAnItemIsRefusedAndNothingIsWritten() {
    NewSession large = session(Map.of("large", json("x".repeat(LIMIT))));
    assertRefused(large.key(), () -> repository.insert(large));
    assertThat(repository.find(large.key())).isNull();

    SessionRecord base = insert();
    SessionRecord read = Objects.requireNonNull(repository.find(base.key()));
    for (SessionRecord each : List.of(base, read)) {
      assertRefused(
          base.key(), () -> repository.update(each, put("large", json("x".repeat(LIMIT)))));
    }
    SessionRecord found = Objects.requireNonNull(repository.find(base.key()));
    assertThat(found.version()).isEqualTo(1);
    assertThat(found.attributes().keySet()).containsExactly("a");
  }

  @Test
  void sessionJustBelowTheLimitIsKept() {
    for (int less = 400; less >= 0; less -= 8) {
      NewSession near = session(Map.of("large", json("x".repeat(LIMIT - less))));
      try {
        repository.insert(near);
        assertThat(repository.find(near.key())).isNotNull();
      } catch (SessionStoreRejectedException tooLarge) {
        assertThat(tooLarge).hasMessageContaining("--max-item-size");
        assertThat(less).isLessThan(400);
      }
    }
  }

  @Test
  void largerItemsAreKeptIfTheServerTakesThem() {
    try (NativeServer roomy = NativeServer.memcached("-I", "8m");
        MemcachedSessionRepository store = MemcachedStores.on(NAMESPACE, roomy.endpoint())) {
      byte[] large = json("x".repeat(5 * LIMIT));
      SessionRecord inserted =
          Objects.requireNonNull(store.insert(session(Map.of("large", large))));

      SessionRecord found = Objects.requireNonNull(store.find(inserted.key()));

      assertThat(found.attributes().get("large")).isEqualTo(large);
    }
  }

  @Test
  void fullServerThatEvictsNothingRefusesAndKeepsWhatItHas() {
    try (NativeServer full = NativeServer.memcached("-M", "-m", "8");
        MemcachedSessionRepository store = MemcachedStores.on(NAMESPACE, full.endpoint())) {
      SessionRecord base = Objects.requireNonNull(store.insert(session(Map.of("a", json(1)))));
      assertThatExceptionOfType(SessionStoreRejectedException.class)
          .isThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  store.insert(session(Map.of("large", json("x".repeat(LIMIT / 2)))));
                }
              })
          .withMessageContaining("more memory");

      assertThatExceptionOfType(SessionStoreRejectedException.class)
          .isThrownBy(() -> store.update(base, put("large", json("x".repeat(LIMIT / 2)))));
      assertThat(Objects.requireNonNull(store.find(base.key())).attributes().keySet())
          .containsExactly("a");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "CKR", "somebody else's value, which is no session at all"})
  void whatIsNoSessionIsNotLiveAndStays(String value) {
    SessionKey key = session(Map.of()).key();
    MemcachedText.set(memcached, NAMESPACE + ":" + key, value);

    assertLeftAlone(key);

    assertThat(stored(key)).isEqualTo(value);
  }

  @Test
  void damagedSessionIsNotLiveAndStays() {
    for (int at = 0; at < 200; at += 7) {
      SessionRecord inserted = insert();
      String whole = stored(inserted.key());
      if (at >= whole.length()) {
        break;
      }
      String damaged =
          whole.substring(0, at) + (char) (whole.charAt(at) ^ 1) + whole.substring(at + 1);
      MemcachedText.set(memcached, NAMESPACE + ":" + inserted.key(), damaged);

      assertLeftAlone(inserted.key());

      assertThat(stored(inserted.key())).isEqualTo(damaged);
    }
  }

  @Test
  void itemOfANewerFormatIsNotLiveAndStays() {
    byte[] bytes = ItemFormat.encode(Item.taken("", 1_800_000_000));
    bytes[3]++;

    assertThat(ItemFormat.decode(bytes)).isNull();
  }

  @Test
  void itemComesBackAsItWas() {
    Item item =
        new Item(
            Item.State.LEAVING,
            7,
            1,
            2,
            -3,
            4,
            Item.NEVER,
            "other",
            5,
            "lineage \u00e9",
            null,
            Map.of("n\u20ac", new byte[] {0, '\r', '\n', -1}));

    Item decoded = Objects.requireNonNull(ItemFormat.decode(ItemFormat.encode(item)));

    assertThat(decoded).usingRecursiveComparison().ignoringCollectionOrder().isEqualTo(item);
    for (int length = 0; length < ItemFormat.encode(item).length; length++) {
      assertThat(ItemFormat.decode(Arrays.copyOf(ItemFormat.encode(item), length))).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "a\r\nflush_all\r\n", "a\u0000", "\u00e9", "a\tb", "{a}", "a\u2028b"})
  void hostileNamespaceIsRefused(String namespace) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemcachedStores.on(namespace, memcached))
        .withMessageContaining("namespace");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemcachedStores.on("a".repeat(101), memcached));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":1", "a:b", "a:0", "a:65536", "a b:1", "user@a:1", "[::1", "[::1]2"})
  void addressOfAServerIsChecked(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> MemcachedServer.parse(address));
  }

  @Test
  void addressOfAServerIsRead() {
    assertThat(MemcachedServer.parse("cache")).isEqualTo(new MemcachedServer("cache", 11211));
    assertThat(MemcachedServer.parse(" cache:1 ")).isEqualTo(new MemcachedServer("cache", 1));
    assertThat(MemcachedServer.parse("[::1]:2")).isEqualTo(new MemcachedServer("::1", 2));
    assertThat(MemcachedServer.parse("::1")).isEqualTo(new MemcachedServer("::1", 11211));
    assertThat(new MemcachedServer("::1", 2)).hasToString("[::1]:2");
  }

  @Test
  void serverThatDisablesCasIsRefused() {
    try (NativeServer careless = NativeServer.memcached("-C");
        MemcachedSessionRepository store = MemcachedStores.on(NAMESPACE, careless.endpoint())) {
      assertThatExceptionOfType(SessionStoreUnavailableException.class)
          .isThrownBy(store::probe)
          .withMessageContaining("--disable-cas");
    }
  }

  @Test
  void tooOldServerIsRefused() {
    MemcachedServer old = new MemcachedServer("old", 1);
    for (String version : List.of("1.4.39", "1.5.22", "1.6.9")) {
      assertThatExceptionOfType(SessionStoreUnavailableException.class)
          .isThrownBy(() -> ServerVersion.check(old, "VERSION " + version))
          .withMessageContaining(version)
          .withMessageContaining("1.6.10 or later");
    }
    for (String version : List.of("1.6.10", "1.6.45", "1.7.0", "2.0.0", "1.6.18_ubuntu", "?")) {
      ServerVersion.check(old, "VERSION " + version);
    }
  }

  private static void assertLeftAlone(SessionKey key) {
    assertThat(repository.find(key)).isNull();
    assertThat(repository.rename(key, sibling(key))).isFalse();
    assertThat(repository.delete(Set.of(key))).isEmpty();
    repository.touch(List.of(new Touch(key, Duration.ZERO)));
    assertThat(
            repository.insert(
                session(key, Duration.ZERO, SampleSessions.IDLE, null, null, Map.of())))
        .isNull();
  }

  private static String stored(SessionKey key) {
    byte[] value = MemcachedText.value(memcached, NAMESPACE + ":" + key).orElseThrow();
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  private static SessionRecord insert() {
    return Objects.requireNonNull(repository.insert(session(Map.of("a", json(1)))));
  }

  private static void assertRefused(SessionKey key, ThrowingCallable operation) {
    assertThatExceptionOfType(SessionStoreRejectedException.class)
        .isThrownBy(operation)
        .withMessageContaining(key.toString())
        .withMessageContaining(String.valueOf(LIMIT))
        .withMessageContaining("cloakroom.limits.session-size")
        .withMessageContaining("Nothing was written");
  }
}
