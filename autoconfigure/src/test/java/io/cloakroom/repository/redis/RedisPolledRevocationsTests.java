package io.cloakroom.repository.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.revocation.PolledRevocations;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.RedisMonitor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes and a real Redis: what requests cost, and what becomes of them while it is away. */
class RedisPolledRevocationsTests {

  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final Duration LONG_DELAY = Duration.ofMinutes(10);
  private static final Duration RETENTION = Duration.ofMinutes(20);
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  /** Room for a busy machine. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final SessionKey session = SessionId.random().key();
  private NativeServer redis;
  private RedisRevocationStore store;
  private RedisRevocationStore otherStore;

  @BeforeEach
  void start() {
    redis = NativeServer.redis();
    store = RedisStores.revocationsOn(redis.port(), TIMEOUT);
    otherStore = RedisStores.revocationsOn(redis.port(), TIMEOUT);
    // A busy machine may take longer than the time-out to load the classes of the client.
    await().ignoreExceptions().until(() -> store.purge(1) == 0 && otherStore.purge(1) == 0);
  }

  @AfterEach
  void stop() {
    redis.thaw();
    store.close();
    otherStore.close();
    redis.close();
  }

  @Test
  void requestsCostNothingAndAPollIsOneCommand() {
    PolledRevocations node = node(store, LONG_DELAY);
    for (int i = 0; i < 100; i++) {
      node.revoke(SessionId.random().key());
    }
    node.refresh();
    // Redis is told each script once.
    node.epoch("alice");
    try (RedisMonitor monitor = new RedisMonitor(redis.port())) {
      monitor.commands();

      for (int i = 0; i < 10_000; i++) {
        assertThat(node.isRevoked(session, "alice", 0)).isFalse();
      }
      assertThat(commands(monitor)).isEmpty();

      node.refresh();
      assertThat(commands(monitor)).hasSize(1).allMatch(command -> command.contains("EVALSHA"));

      node.epoch(null);
      assertThat(commands(monitor)).isEmpty();
      node.epoch("alice");
      assertThat(commands(monitor)).hasSize(1);
    }
  }

  @Test
  void otherNodeKnowsWithinTheDelay() {
    try (PolledRevocations one = node(store, DELAY);
        PolledRevocations other = node(otherStore, DELAY)) {
      one.refresh();
      other.refresh();
      one.start();
      other.start();
      long epoch = one.epoch("alice");
      assertThat(other.isRevoked(session, "alice", epoch)).isFalse();

      one.revokeAll("alice");

      assertThat(one.isRevoked(session, "alice", epoch)).isTrue();
      long began = System.nanoTime();
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> other.isRevoked(session, "alice", epoch));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(DELAY.plus(SLACK));
      assertThat(other.isRevoked(session, "alice", other.epoch("alice"))).isFalse();
    }
  }

  @Test
  void killedServerStopsRequestsAfterTheDelayAndLetsThemGoOnWhenItIsBack() {
    try (PolledRevocations node = node(store, DELAY)) {
      node.refresh();
      node.start();
      SessionKey revoked = SessionId.random().key();
      node.revoke(revoked);
      redis.kill();

      await()
          .atMost(DELAY.plus(SLACK))
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(() -> assertUnknownInTime(node));
      assertThat(node.isRevoked(revoked, null, 0)).isTrue();

      redis.start();
      await()
          .atMost(Duration.ofSeconds(5))
          .ignoreExceptions()
          .until(() -> !node.isRevoked(session, null, 0));
      // This Redis has kept nothing.
      assertThat(node.isRevoked(revoked, null, 0)).isTrue();
    }
  }

  @Test
  void frozenServerStopsRequestsWithinTheDeadline() {
    try (PolledRevocations node = node(store, DELAY)) {
      node.refresh();
      node.start();
      redis.freeze();

      await()
          .atMost(DELAY.plus(SLACK).plus(TIMEOUT))
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(() -> assertUnknownInTime(node));

      redis.thaw();
      await()
          .atMost(Duration.ofSeconds(5))
          .ignoreExceptions()
          .until(() -> !node.isRevoked(session, null, 0));
    }
  }

  private static List<String> commands(RedisMonitor monitor) {
    return monitor.commands().stream().filter(command -> !command.contains("\"ECHO\"")).toList();
  }

  private static PolledRevocations node(RedisRevocationStore store, Duration delay) {
    return new PolledRevocations(store, delay, RETENTION, TIMEOUT);
  }

  private void assertUnknownInTime(PolledRevocations node) {
    long began = System.nanoTime();
    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> node.isRevoked(session, null, 0));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT.plus(SLACK));
  }
}
