package io.cloakroom.repository.redis;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.expired;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sessionOf;
import static io.cloakroom.repository.SampleSessions.sibling;
import static io.cloakroom.repository.SampleSessions.unusedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.Touch;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.FaultProxy;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.RedisTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

/** What callers are told while Redis is away, hangs or refuses, and how it goes on. */
class RedisOutageTests {

  private static final Duration TIMEOUT = Duration.ofMillis(1500);

  /** The time-out, and room for a busy machine, but not for two time-outs. */
  private static final Duration IN_TIME = Duration.ofMillis(2900);

  private NativeServer redis;
  private RedisSessionRepository repository;

  @BeforeEach
  void start() {
    redis = NativeServer.redis();
    repository = RedisStores.on(redis.port(), TIMEOUT);
    // A busy machine may take longer than that to load the classes of the client.
    await().ignoreExceptions().until(() -> repository.find(session(Map.of()).key()) == null);
  }

  @AfterEach
  void stop() {
    redis.thaw();
    repository.close();
    redis.close();
  }

  @Test
  void killedServerIsUnavailableAndRecoversAfterItsRestart() {
    SessionRecord base = insert();
    redis.kill();

    everyOperationOf(base).forEach(RedisOutageTests::assertUnavailableInTime);

    redis.start();
    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .until(() -> repository.insert(session(Map.of())) != null);
  }

  @Test
  void frozenServerIsUnavailableWithinTheDeadlineAndRecovers() {
    SessionRecord base = insert();
    redis.freeze();

    for (ThrowingCallable operation : everyOperationOf(base)) {
      assertUnavailableInTime(operation);
    }
    assertThatThrownBy(() -> repository.find(base.key()))
        .hasMessageContaining("find within 1500 ms")
        .hasMessageContaining("spring.data.redis");

    redis.thaw();
    await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(this::works);
  }

  @Test
  void manyThreadsWaitAtTheSameTimeAndNotForEachOther() throws Exception {
    redis.freeze();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        // Nobody has connected yet.
        calls.add(
            threads.submit(
                () -> assertUnavailableInTime(() -> repository.insert(session(Map.of())))));
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
    redis.kill();

    assertUnavailableInTime(() -> repository.insert(session(Map.of())));

    redis.start();
    await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(this::works);
  }

  @Test
  void commandOfALostConnectionFailsAtOnceAndIsNeverSentAgain() {
    SessionRecord base = insert();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (RedisSessionRepository patient = RedisStores.on(redis.port())) {
      assertThat(patient.find(base.key())).isNotNull();
      call("CLIENT", "PAUSE", "10000", "WRITE");
      Future<?> writing = thread.submit(() -> patient.update(base, put("a", json(1))));
      await().until(() -> call("INFO", "clients").contains("blocked_clients:1"));

      call("CLIENT", "KILL", "TYPE", "normal");

      assertThat(writing)
          .failsWithin(Duration.ofSeconds(2))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(SessionStoreUnavailableException.class);
      await()
          .atMost(Duration.ofSeconds(5))
          .ignoreExceptions()
          .until(() -> patient.find(base.key()) != null);
      call("CLIENT", "UNPAUSE");
      assertThat(Objects.requireNonNull(patient.update(base, put("b", json(2)))).version())
          .isEqualTo(2);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void resetConnectionIsNoticedAtOnce() {
    try (FaultProxy proxy =
            new FaultProxy(new Endpoint("127.0.0.1", redis.port(), "", "", "", "test"));
        RedisSessionRepository remote = RedisStores.on(proxy.port())) {
      SessionRecord base = Objects.requireNonNull(remote.insert(session(Map.of())));

      proxy.cut();

      await()
          .atMost(Duration.ofSeconds(5))
          .ignoreExceptions()
          .until(() -> remote.find(base.key()) != null);
    }
  }

  @Test
  void replicaIsUnavailable() {
    SessionRecord base = insert();
    call("REPLICAOF", "127.0.0.1", "1");

    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> repository.update(base, put("a", json(1))))
        .withMessageContaining("update")
        .withMessageContaining("READONLY");

    call("REPLICAOF", "NO", "ONE");
    await().ignoreExceptions().until(() -> repository.update(base, put("a", json(1))) != null);
  }

  @Test
  void fullServerRejectsWritesBeforeAnythingIsWritten() {
    SessionRecord base = insert();
    SessionRecord used =
        Objects.requireNonNull(repository.insert(unusedFor(Duration.ofMinutes(20), IDLE, null)));
    SessionRecord old = Objects.requireNonNull(repository.insert(expired("alice")));
    String keys = call("DBSIZE");
    call("CONFIG", "SET", "maxmemory", "1");

    assertThatExceptionOfType(SessionStoreRejectedException.class)
        .isThrownBy(() -> repository.insert(session(Map.of("a", json(1)))))
        .withMessageContaining("insert")
        .withMessageContaining("OOM")
        .withMessageContaining("maxmemory");
    assertThatExceptionOfType(SessionStoreRejectedException.class)
        .isThrownBy(() -> repository.update(base, put("b", json(2))));
    assertThat(call("DBSIZE")).isEqualTo(keys);
    SessionRecord now = Objects.requireNonNull(repository.find(base.key()));
    assertThat(now.version()).isEqualTo(1);
    assertThat(now.attributes()).containsOnlyKeys("a");

    // What keeps sessions in use alive, rotates an id, or frees memory, works all the same.
    repository.touch(List.of(new Touch(used.key(), Duration.ZERO)));
    assertThat(Objects.requireNonNull(repository.find(used.key())).unused())
        .isLessThan(Duration.ofMinutes(1));
    SessionKey to = sibling(base.key());
    assertThat(repository.rename(base.key(), to)).isTrue();
    assertThat(repository.delete(Set.of(to))).containsExactly(to);
    assertThat(repository.expiryQueue().orElseThrow().claim(10, Duration.ofMinutes(1))).hasSize(1);
    repository.expiryQueue().orElseThrow().forget(List.of(old.key()));
    assertThat(call("EXISTS", "test:{" + old.key().shard() + "}:" + old.key())).isEqualTo("0");
  }

  @Test
  void fullServerRejectsSignInWithoutLosingTheSession() {
    call("CONFIG", "SET", "maxmemory", "1");

    assertThatExceptionOfType(SessionStoreRejectedException.class)
        .isThrownBy(() -> repository.insert(sessionOf("alice", Duration.ZERO)));

    assertThat(repository.principalIndex().orElseThrow().find("alice")).isEmpty();
  }

  @Test
  void userWithoutPermissionIsRejected() {
    call("ACL", "SETUSER", "guest", "on", ">secret", "~*", "+@read", "+@connection");

    try (RedisSessionRepository guest = as("guest", "secret")) {
      assertThatExceptionOfType(SessionStoreRejectedException.class)
          .isThrownBy(() -> guest.insert(session(Map.of())))
          .withMessageContaining("NOPERM")
          .withMessageContaining("EVALSHA");
    }
  }

  @Test
  void userWhoMayRunScriptsButNotWriteIsRejected() {
    call(
        "ACL",
        "SETUSER",
        "guest",
        "on",
        ">secret",
        "~*",
        "+@read",
        "+@connection",
        "+@scripting",
        "+time");

    try (RedisSessionRepository guest = as("guest", "secret")) {
      assertThatExceptionOfType(SessionStoreRejectedException.class)
          .isThrownBy(() -> guest.insert(session(Map.of())))
          .withMessageContaining("NOPERM");
    }
    assertThat(call("DBSIZE")).isEqualTo("0");
  }

  @Test
  void wrongPasswordIsUnavailableAndNotRepeated() {
    call("ACL", "SETUSER", "guest", "on", ">secret", "~*", "+@all");

    try (RedisSessionRepository guest = as("guest", "wrong-password")) {
      assertThatThrownBy(() -> guest.insert(session(Map.of())))
          .isInstanceOf(SessionStoreUnavailableException.class)
          .hasMessageContaining("spring.data.redis.username")
          .satisfies(
              failure -> {
                for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                  assertThat(String.valueOf(cause.getMessage())).doesNotContain("wrong-password");
                }
              });
    }
  }

  @Test
  void clusterThatLostANodeIsUnavailableInTime() {
    try (RedisTopology cluster = RedisTopology.cluster(3);
        RedisSessionRepository clustered = RedisStores.on(cluster, TIMEOUT)) {
      // Connections to three nodes may take longer than one command may.
      await()
          .ignoreExceptions()
          .until(() -> clustered.expiryQueue().orElseThrow().claim(1, TIMEOUT).isEmpty());
      List<SessionRecord> sessions = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        sessions.add(Objects.requireNonNull(clustered.insert(session(Map.of()))));
      }
      assertThatThrownBy(() -> RedisTopology.call(cluster.ports().get(0), "SHUTDOWN", "NOSAVE"))
          .hasMessageContaining("closed");

      int unavailable = 0;
      for (SessionRecord each : sessions) {
        long begin = System.nanoTime();
        try {
          clustered.find(each.key());
        } catch (SessionStoreUnavailableException e) {
          unavailable++;
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IN_TIME);
      }
      assertThat(unavailable).isPositive();
    }
  }

  private RedisSessionRepository as(String user, String password) {
    RedisStandaloneConfiguration server =
        new RedisStandaloneConfiguration("127.0.0.1", redis.port());
    server.setUsername(user);
    server.setPassword(password);
    return RedisStores.open(server, "test", Duration.ofSeconds(5));
  }

  private List<ThrowingCallable> everyOperationOf(SessionRecord base) {
    return List.of(
        () -> repository.insert(session(Map.of())),
        () -> repository.insert(sessionOf("alice", Duration.ZERO)),
        () -> repository.find(base.key()),
        () -> repository.update(base, put("a", json(1))),
        () -> repository.rename(base.key(), sibling(base.key())),
        () -> repository.delete(Set.of(base.key())),
        () -> repository.touch(List.of(new Touch(base.key(), Duration.ZERO))),
        () -> repository.expiryQueue().orElseThrow().claim(10, Duration.ZERO),
        () -> repository.expiryQueue().orElseThrow().forget(List.of(base.key())),
        () -> repository.principalIndex().orElseThrow().find("alice"));
  }

  private static void assertUnavailableInTime(ThrowingCallable operation) {
    long begin = System.nanoTime();
    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(operation)
        .withMessageContaining("Redis");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IN_TIME);
  }

  private SessionRecord insert() {
    return Objects.requireNonNull(repository.insert(session(Map.of("a", json(1)))));
  }

  private boolean works() {
    return repository.insert(session(Map.of())) != null;
  }

  private String call(String... command) {
    return RedisTopology.call(redis.port(), command);
  }
}
