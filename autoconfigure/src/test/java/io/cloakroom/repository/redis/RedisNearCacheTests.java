package io.cloakroom.repository.redis;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.idle;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sessionOf;
import static io.cloakroom.repository.SampleSessions.sibling;
import static io.cloakroom.repository.SampleSessions.unusedFor;
import static io.cloakroom.repository.SampleSessions.withoutUse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.Touch;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.FaultProxy;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.RedisMonitor;
import io.cloakroom.testing.RedisTopology;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one node's near cache hears of another node, of Redis, and of neither. */
class RedisNearCacheTests {

  private static final Logger log = LoggerFactory.getLogger(RedisNearCacheTests.class);

  private static final int CHANGES = 2000;
  private static final long LOST = TimeUnit.SECONDS.toNanos(30);

  private final NativeServer redis = NativeServer.redis();
  private final NearNode node = new NearNode(RedisStores.on(redis.port())).awaitCurrent();
  private final RedisSessionRepository other = RedisStores.on(redis.port());

  @AfterEach
  void stop() {
    node.close();
    other.close();
    redis.close();
  }

  @Test
  void secondReadSendsNothingToRedis() {
    SessionKey session = cached();

    try (RedisMonitor monitor = new RedisMonitor(redis.port())) {
      for (int i = 0; i < 10; i++) {
        assertThat(node.cache().find(session)).isNotNull();
      }
      assertThat(monitor.commands())
          .noneMatch(command -> command.matches("(?i).*\"(hgetall|pttl|evalsha?)\".*"));
    }
  }

  @Test
  void changeOfAnotherNodeIsSeen() {
    SessionKey session = cached();

    other.update(stored(session), put("a", json(2)));

    await().until(() -> value(session).equals("2"));
  }

  /** Its log line is what the documentation quotes of the delay. */
  @Test
  void eachOfManyChangesOfAnotherNodeIsSeen() {
    SessionKey session = cached();
    SessionRecord base = stored(session);
    long[] nanos = new long[CHANGES];

    for (int i = 0; i < CHANGES; i++) {
      byte[] written = json(i + 2);
      node.cache().find(session);
      other.update(base, put("a", written));
      long answered = System.nanoTime();
      while (!Arrays.equals(find(session).attributes().get("a"), written)) {
        assertThat(System.nanoTime() - answered).isLessThan(LOST);
      }
      nanos[i] = System.nanoTime() - answered;
    }

    Arrays.sort(nanos);
    log.info(
        "Seen by the other node after the answer to a change: median {} us, 99th percentile {} us,"
            + " longest {} us of {} changes",
        nanos[CHANGES / 2] / 1000,
        nanos[CHANGES * 99 / 100] / 1000,
        nanos[CHANGES - 1] / 1000,
        CHANGES);
  }

  @Test
  void logoutOnAnotherNodeIsSeen() {
    SessionKey session = cached();

    other.delete(Set.of(session));

    await().until(() -> node.cache().find(session) == null);
  }

  @Test
  void changeOfTheIdOnAnotherNodeIsSeen() {
    SessionKey session = cached();
    SessionKey to = sibling(session);

    other.rename(session, to);

    await().until(() -> node.cache().find(session) == null);
    assertThat(value(to)).isEqualTo("1");
  }

  @Test
  void signOutEverywhereOnAnotherNodeIsSeen() {
    SessionKey first = cached(sessionOf("alice", Duration.ofMinutes(2)));
    SessionKey second = cached(sessionOf("alice", Duration.ofMinutes(1)));

    other.delete(other.principalIndex().orElseThrow().find("alice"));

    await().until(() -> node.cache().find(first) == null && node.cache().find(second) == null);
  }

  @Test
  void useOnAnotherNodeIsSeen() {
    SessionKey session = cached(unusedFor(Duration.ofMinutes(20), IDLE, null));

    other.touch(List.of(new Touch(session, Duration.ZERO)));

    await().until(() -> find(session).unused().compareTo(Duration.ofMinutes(1)) < 0);
  }

  @Test
  void sessionThatAnotherNodeClaimsIsNotServed() {
    // Its idle timeout is over, and the slack is not: it may have been used meanwhile.
    SessionKey session = cached(unusedFor(IDLE.minusSeconds(30), IDLE, null));
    other.update(stored(session), SHORT_IDLE_WITHOUT_USE);
    await().until(() -> node.cache().find(session) == null);

    List<ExpiryQueue.Expired> claimed =
        other.expiryQueue().orElseThrow().claim(10, Duration.ofMinutes(1));

    assertThat(claimed).extracting(ExpiryQueue.Expired::key).contains(session);
    assertThat(node.cache().find(session)).isNull();
  }

  @Test
  void nothingIsServedAfterRedisWasFlushed() {
    SessionKey session = cached();

    RedisTopology.call(redis.port(), "FLUSHALL");

    await().until(() -> node.cache().find(session) == null);
  }

  @Test
  void sessionThatSomebodyDeletesByHandIsNotServed() {
    SessionKey session = cached();

    RedisTopology.call(redis.port(), "DEL", "test:{" + session.shard() + "}:" + session.value());

    await().until(() -> node.cache().find(session) == null);
  }

  @Test
  void otherKeysOfTheNamespaceAreIgnored() {
    SessionKey session = cached();

    for (String name :
        List.of(
            "schedule", "", session.value() + "x", "x" + session.value(), session.value() + "}")) {
      RedisTopology.call(redis.port(), "SET", "test:{" + session.shard() + "}:" + name, "1");
    }
    RedisTopology.call(redis.port(), "SET", "test:{p:1}", "1");
    RedisTopology.call(redis.port(), "SET", "test:{p:1}:" + session.value(), "1");
    RedisTopology.call(redis.port(), "SET", "test:{zz}:" + session.value(), "1");
    RedisTopology.call(redis.port(), "SET", "test:{", "1");
    node.settle(session);
    long before = node.cache().misses();

    assertThat(node.cache().find(session)).isNotNull();
    assertThat(node.cache().misses()).isEqualTo(before);
  }

  @Test
  void changeWhileTheConnectionIsAwayIsSeen() {
    for (int i = 0; i < 5; i++) {
      SessionKey session = cached();
      int gaps = node.gaps();

      RedisStores.killTracking(redis.port());
      other.update(stored(session), put("a", json(2)));

      await().until(() -> value(session).equals("2"));
      await().until(() -> node.gaps() > gaps);
      node.awaitCurrent();
      assertThat(value(session)).isEqualTo("2");
    }
  }

  @Test
  void allIsReadAgainAfterTheConnectionWasAway() {
    SessionKey session = cached();
    long before = node.cache().misses();

    int gaps = node.gaps();
    RedisStores.killTracking(redis.port());
    await().until(() -> node.gaps() > gaps);
    node.awaitCurrent();
    node.cache().find(session);
    node.cache().find(session);

    assertThat(node.cache().misses()).isEqualTo(before + 1);
  }

  @Test
  void nothingStaleIsServedPastTheDelayWhenTheConnectionFreezes() {
    try (FaultProxy proxy = new FaultProxy(endpoint());
        RedisSessionRepository heard = RedisStores.on(proxy.port());
        NearNode frozen =
            new NearNode(RedisStores.on(redis.port()), heard.changeFeed().orElseThrow())) {
      frozen.awaitCurrent();
      SessionKey session = insert(session(Map.of("a", json(1))));
      frozen.settle(session);
      assertThat(frozen.cache().find(session)).isNotNull();
      long misses = frozen.cache().misses();

      proxy.stall();
      other.delete(Set.of(session));
      long deleted = System.nanoTime();

      assertThat(frozen.cache().find(session)).as("still served").isNotNull();
      assertThat(frozen.cache().misses()).isEqualTo(misses);
      boolean served = true;
      while (served) {
        Duration since = Duration.ofNanos(System.nanoTime() - deleted);
        served = frozen.cache().find(session) != null;
        assertThat(served && since.compareTo(NearNode.DELAY) > 0).as("after " + since).isFalse();
      }
      assertThat(frozen.cache().isCurrent()).isFalse();

      SessionKey next = insert(session(Map.of("a", json(1))));
      frozen.cache().find(next);
      other.update(stored(next), put("a", json(2)));
      proxy.heal();
      frozen.awaitCurrent();
      assertThat(Objects.requireNonNull(frozen.cache().find(next)).version()).isEqualTo(2);
      assertThat(frozen.cache().find(session)).isNull();
    }
  }

  @Test
  void redisThatHangsIsNotCurrent() {
    SessionKey session = cached();

    redis.freeze();
    await().until(() -> !node.cache().isCurrent());
    redis.thaw();

    node.awaitCurrent();
    assertThat(value(session)).isEqualTo("1");
  }

  @Test
  void redisThatWasAwayIsHeardOfAgain() {
    SessionKey session = cached();

    redis.kill();
    await().until(() -> !node.cache().isCurrent());
    redis.start();

    node.awaitCurrent();
    await().ignoreExceptions().until(() -> node.cache().find(session) == null);
  }

  @Test
  void serverThatHasBecomeAReplicaIsNotListenedTo() {
    cached();
    try (NativeServer primary = NativeServer.redis()) {
      RedisTopology.call(redis.port(), "REPLICAOF", "127.0.0.1", String.valueOf(primary.port()));

      await().until(() -> !node.cache().isCurrent());
    }
  }

  @Test
  void userWhoMayNotListenIsServedWithoutCache() {
    RedisTopology.call(
        redis.port(), "ACL", "SETUSER", "default", "-client", "+client|list", "+client|kill");
    RedisStores.killTracking(redis.port());
    await().until(() -> !node.cache().isCurrent());
    SessionKey session = insert(session(Map.of("a", json(1))));

    assertThat(value(session)).isEqualTo("1");
    other.update(stored(session), put("a", json(2)));
    assertThat(value(session)).isEqualTo("2");
    assertThat(node.cache().isCurrent()).isFalse();
  }

  @Test
  void closedCacheServesNothing() {
    SessionKey session = cached();

    node.cache().close();
    other.delete(Set.of(session));

    assertThat(node.cache().isCurrent()).isFalse();
    assertThat(node.cache().find(session)).isNull();
    await()
        .untilAsserted(
            () ->
                assertThat(RedisTopology.call(redis.port(), "CLIENT", "LIST"))
                    .doesNotContain("flags=tB"));
  }

  private static final SessionChanges SHORT_IDLE_WITHOUT_USE =
      withoutUse(idle(Duration.ofMinutes(10)));

  private Endpoint endpoint() {
    return new Endpoint("127.0.0.1", redis.port(), "", "", "", "test");
  }

  private SessionKey insert(NewSession session) {
    return Objects.requireNonNull(other.insert(session)).key();
  }

  /** Returns a session that the node serves from its memory. */
  private SessionKey cached() {
    return cached(session(Map.of("a", json(1))));
  }

  private SessionKey cached(NewSession session) {
    SessionKey key = insert(session);
    node.settle(key);
    node.cache().find(key);
    long hits = node.cache().hits();
    assertThat(node.cache().find(key)).isNotNull();
    assertThat(node.cache().hits()).isEqualTo(hits + 1);
    return key;
  }

  private SessionRecord stored(SessionKey session) {
    return Objects.requireNonNull(other.find(session));
  }

  private SessionRecord find(SessionKey session) {
    return Objects.requireNonNull(node.cache().find(session));
  }

  private String value(SessionKey session) {
    byte @Nullable [] bytes = find(session).attributes().get("a");
    return new String(Objects.requireNonNull(bytes), UTF_8);
  }
}
