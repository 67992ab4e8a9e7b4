package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sibling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.Touch;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.FaultProxy;
import io.cloakroom.testing.NativeServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers are told while Memcached is away or hangs, and how it goes on. */
class MemcachedOutageTests {

  private static final Duration TIMEOUT = Duration.ofMillis(1500);

  /** The time-out, and room for a busy machine, but not for two time-outs. */
  private static final Duration IN_TIME = Duration.ofMillis(2900);

  private final String namespace = MemcachedStores.namespace();

  private NativeServer memcached;
  private MemcachedSessionRepository repository;

  @BeforeEach
  void start() {
    memcached = NativeServer.memcached();
    repository = MemcachedStores.on(namespace, TIMEOUT, memcached.endpoint());
    await().ignoreExceptions().until(this::works);
  }

  @AfterEach
  void stop() {
    memcached.thaw();
    repository.close();
    memcached.close();
  }

  @Test
  void killedServerIsUnavailableAndRecoversAfterItsRestart() {
    SessionRecord base = insert();
    memcached.kill();

    everyOperationOf(base).forEach(MemcachedOutageTests::assertUnavailableInTime);
    assertThatThrownBy(() -> repository.find(base.key()))
        .hasMessageContaining("127.0.0.1:" + memcached.port())
        .hasMessageContaining("cloakroom.memcached.servers");

    memcached.start();
    await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(this::works);
    assertThat(repository.find(base.key())).isNull();
  }

  @Test
  void frozenServerIsUnavailableWithinTheDeadlineAndRecovers() {
    SessionRecord base = insert();
    memcached.freeze();

    everyOperationOf(base).forEach(MemcachedOutageTests::assertUnavailableInTime);
    assertThatThrownBy(() -> repository.find(base.key()))
        .hasMessageContaining("find within 1500 ms")
        .hasMessageContaining("cloakroom.memcached");

    memcached.thaw();
    await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(this::works);
  }

  @Test
  void manyThreadsWaitAtTheSameTimeAndNotForEachOther() throws Exception {
    memcached.freeze();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        calls.add(threads.submit(() -> assertUnavailableInTime(this::insert)));
      }
      for (Future<?> call : calls) {
        call.get(5, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void serverThatWasNeverThereIsUnavailableAndFoundLater() {
    memcached.kill();
    try (MemcachedSessionRepository late =
        MemcachedStores.on(namespace, TIMEOUT, memcached.endpoint())) {
      assertUnavailableInTime(() -> late.insert(session(Map.of())));

      memcached.start();
      await()
          .atMost(Duration.ofSeconds(5))
          .ignoreExceptions()
          .until(() -> late.insert(session(Map.of())) != null);
    }
  }

  @Test
  void connectionThatWentDeadWithoutAWordIsReplaced() {
    try (FaultProxy link = new FaultProxy(memcached.endpoint());
        MemcachedSessionRepository through =
            MemcachedStores.on(namespace, TIMEOUT, proxied(link))) {
      await().ignoreExceptions().until(() -> through.insert(session(Map.of())) != null);

      link.cut();

      await()
          .atMost(Duration.ofSeconds(5))
          .ignoreExceptions()
          .until(() -> through.insert(session(Map.of())) != null);
    }
  }

  @Test
  void serverIsReachedOnceThereAreThreadsAgain() throws Exception {
    MemcachedServer server =
        new MemcachedServer(memcached.endpoint().host(), memcached.endpoint().port());
    AtomicBoolean exhausted = new AtomicBoolean(true);
    try (ServerLink link =
        new ServerLink(
            server,
            new MemcachedSettings(
                List.of(server),
                namespace,
                SampleSessions.TOUCHES,
                Duration.ofSeconds(1),
                TIMEOUT,
                null,
                null),
            connect ->
                new Thread(connect) {
                  @Override
                  public synchronized void start() {
                    if (exhausted.get()) {
                      throw new OutOfMemoryError("as if");
                    }
                    super.start();
                  }
                })) {
      assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(link::connection);
      exhausted.set(false);

      assertThat(link.connection().get(5, TimeUnit.SECONDS).connection().isLost()).isFalse();
    }
  }

  @Test
  void hostThatCannotBeResolvedIsUnavailable() {
    try (MemcachedSessionRepository nowhere =
        MemcachedStores.on(
            namespace, TIMEOUT, new Endpoint("nowhere.invalid", 11211, "", "", "", "nowhere"))) {
      assertThatExceptionOfType(SessionStoreUnavailableException.class)
          .isThrownBy(() -> nowhere.insert(session(Map.of())))
          .withMessageContaining("nowhere.invalid:11211");
    }
  }

  @Test
  void deadServerOfTwoTakesItsSessionsWithItAndTheOthersGoOn() {
    try (NativeServer second = NativeServer.memcached();
        MemcachedSessionRepository both =
            MemcachedStores.on(namespace, TIMEOUT, memcached.endpoint(), second.endpoint())) {
      await().ignoreExceptions().until(() -> both.away().isEmpty());
      List<SessionRecord> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        all.add(Objects.requireNonNull(both.insert(session(Map.of("n", json(i))))));
      }
      second.kill();

      List<SessionRecord> lost = new ArrayList<>();
      for (SessionRecord each : all) {
        try {
          assertThat(both.find(each.key())).as("a session is away, and not gone").isNotNull();
        } catch (SessionStoreUnavailableException away) {
          lost.add(each);
        }
      }

      assertThat(lost).hasSizeBetween(5, 35);
      SessionRecord gone = lost.get(0);
      everyOperationOf(both, gone).forEach(MemcachedOutageTests::assertUnavailableInTime);
      assertThat(both.away().keySet())
          .containsExactly(new MemcachedServer("127.0.0.1", second.port()));
      assertThatExceptionOfType(SessionStoreUnavailableException.class).isThrownBy(both::probe);
      all.removeAll(lost);
      SessionRecord here = all.get(0);
      assertThat(both.update(here, put("a", json(1)))).isNotNull();
      // Those on the server that is there are touched and ended, though one server fails.
      List<Touch> touches =
          List.of(new Touch(gone.key(), Duration.ZERO), new Touch(here.key(), Duration.ZERO));
      assertUnavailableInTime(() -> both.touch(touches));
      assertUnavailableInTime(() -> both.delete(Set.of(gone.key(), here.key())));
      assertThat(both.find(here.key())).isNull();

      second.start();
      await().atMost(Duration.ofSeconds(5)).until(() -> both.away().isEmpty());
      assertThat(both.find(gone.key())).isNull();
      assertThat(both.find(all.get(1).key())).isNotNull();
    }
  }

  private boolean works() {
    return repository.insert(session(Map.of())) != null;
  }

  private SessionRecord insert() {
    return Objects.requireNonNull(repository.insert(session(Map.of("a", json(1)))));
  }

  private static Endpoint proxied(FaultProxy link) {
    return new Endpoint("127.0.0.1", link.port(), "", "", "", "proxy");
  }

  private List<ThrowingCallable> everyOperationOf(SessionRecord base) {
    return everyOperationOf(repository, base);
  }

  private static List<ThrowingCallable> everyOperationOf(
      MemcachedSessionRepository store, SessionRecord base) {
    return List.of(
        () -> store.find(base.key()),
        () -> store.update(base, put("a", json(2))),
        () -> store.rename(base.key(), sibling(base.key())),
        () -> store.touch(List.of(new Touch(base.key(), Duration.ZERO))),
        () -> store.delete(Set.of(base.key())),
        store::probe);
  }

  private static void assertUnavailableInTime(ThrowingCallable operation) {
    long began = System.nanoTime();
    assertThatExceptionOfType(SessionStoreUnavailableException.class).isThrownBy(operation);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(IN_TIME);
  }
}
