package io.cloakroom.repository.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.PrincipalHash;
import io.cloakroom.repository.RevocationStore;
import io.cloakroom.repository.RevocationStore.Denial;
import io.cloakroom.repository.RevocationStoreContractTests;
import io.cloakroom.repository.Told;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.RedisMonitor;
import io.cloakroom.testing.RedisTopology;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract suite on one Redis server, and what lies in it. */
class RedisRevocationStoreTests extends RevocationStoreContractTests {

  private static final Duration RETENTION = Duration.ofMinutes(20);
  private static final String ORDER = "test:{denied}:order";

  private static NativeServer redis;
  private static RedisRevocationStore store;
  private static RedisRevocationStore otherNode;

  @BeforeAll
  static void connect() {
    redis = NativeServer.redis();
    store = RedisStores.revocationsOn(redis.port());
    otherNode = RedisStores.revocationsOn(redis.port());
  }

  @AfterAll
  static void disconnect() {
    store.close();
    otherNode.close();
    redis.close();
  }

  @AfterEach
  void heal() {
    call("CONFIG", "SET", "maxmemory", "0");
    call("REPLICAOF", "NO", "ONE");
  }

  @Override
  protected RevocationStore store() {
    return store;
  }

  @Override
  protected RevocationStore otherNode() {
    return otherNode;
  }

  @Override
  protected void makeOlder(Duration by) {
    makeOlder(redis.port(), by);
  }

  static void makeOlder(int port, Duration by) {
    for (String member : RedisStores.lines(port, "ZRANGE", ORDER, "0", "-1")) {
      RedisTopology.call(port, "ZINCRBY", ORDER, "-" + by.toMillis(), member);
    }
  }

  @Test
  void namesOfPrincipalsAreNotInRedisAndNothingIsFirstToBeEvicted() {
    call("FLUSHALL");
    SessionKey spared = session();
    PrincipalHash alice = PrincipalHash.of("alice");
    store.deny(session(), RETENTION);
    store.denyAll(alice, spared, RETENTION);

    assertThat(RedisStores.lines(redis.port(), "KEYS", "*"))
        .containsExactlyInAnyOrder(ORDER, "test:{denied}:ends", "test:{denied}:values")
        .allSatisfy(key -> assertThat(call("PTTL", key)).isEqualTo("-1"));
    assertThat(call("ZRANGE", ORDER, "0", "-1")).contains("p:" + alice).doesNotContain("alice");
    assertThat(call("HGETALL", "test:{denied}:values")).contains(spared.value());
  }

  @Test
  void eachOperationIsOneCommand() {
    SessionKey session = session();
    PrincipalHash alice = PrincipalHash.of("alice");
    everything(session, alice);
    try (RedisMonitor monitor = new RedisMonitor(redis.port())) {
      monitor.commands();
      everything(session, alice);

      assertThat(monitor.commands())
          .filteredOn(command -> !command.contains("\"ECHO\""))
          .hasSize(5)
          .allMatch(command -> command.contains("\"EVALSHA\""));
    }
  }

  @Test
  void logoutWorksThoughRedisIsFull() {
    SessionKey session = session();
    PrincipalHash alice = PrincipalHash.of("alice");
    call("CONFIG", "SET", "maxmemory", "1");

    store.deny(session, RETENTION);
    Denial denial = store.denyAll(alice, null, RETENTION);

    assertThat(all(otherNode).sessions()).containsKey(session);
    assertThat(all(otherNode).principals().get(alice))
        .extracting(Told.Principal::denial)
        .isEqualTo(denial);
    assertThat(store.purge(1)).isLessThanOrEqualTo(1);
  }

  @Test
  void serverThatHasBecomeAReplicaIsNotBelieved() {
    store.deny(session(), RETENTION);
    call("REPLICAOF", "127.0.0.1", "1");

    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> all(store))
        .withMessageContaining("READONLY");

    call("REPLICAOF", "NO", "ONE");
    await().ignoreExceptions().until(() -> all(store).sessions() != null);
  }

  @Test
  void everythingIsToldOfIfRedisHasLostTheLatest() {
    SessionKey kept = session();
    store.deny(kept, RETENTION);
    makeOlder(Duration.ofHours(1));
    SessionKey lost = session();
    store.deny(lost, RETENTION);
    long position = store.read(0, Duration.ZERO, new Told());

    call("ZREM", ORDER, lost.value());
    Told told = new Told();
    store.read(position, Duration.ofSeconds(1), told);

    assertThat(told.sessions()).containsKey(kept).doesNotContainKey(lost);
  }

  @Test
  void placesInTheOrderNeverFallBackWithTheClock() {
    SessionKey first = session();
    store.deny(first, RETENTION);
    long future = System.currentTimeMillis() + Duration.ofHours(1).toMillis();
    call("ZADD", ORDER, String.valueOf(future), first.value());
    long position = store.read(0, Duration.ZERO, new Told());

    SessionKey second = session();
    store.deny(second, RETENTION);
    Told told = new Told();
    long next = store.read(position, Duration.ZERO, told);

    assertThat(position).isEqualTo(future);
    assertThat(next).isEqualTo(future + 1);
    assertThat(told.sessions()).containsKey(second);
    makeOlder(Duration.ofHours(1));
  }

  @Test
  void entriesOfSomebodyElseAreIgnored() {
    call("ZADD", ORDER, "1", "nonsense");
    call("ZADD", "test:{denied}:ends", "9999999999999", "nonsense");
    call("ZADD", ORDER, "2", "p:nonsense");
    call("ZADD", "test:{denied}:ends", "9999999999999", "p:nonsense");
    SessionKey session = session();
    store.deny(session, RETENTION);

    assertThat(all(store).sessions()).containsKey(session);

    call("DEL", ORDER, "test:{denied}:ends");
    call("SET", ORDER, "something else");
    assertThatExceptionOfType(SessionStoreRejectedException.class)
        .isThrownBy(() -> store.deny(session, RETENTION))
        .withMessageContaining("cloakroom.namespace");
    call("DEL", ORDER);
  }

  private static void everything(SessionKey session, PrincipalHash principal) {
    store.deny(session, RETENTION);
    store.denyAll(principal, null, RETENTION);
    store.epoch(principal);
    all(store);
    store.purge(10);
  }

  private static String call(String... command) {
    return RedisTopology.call(redis.port(), command);
  }
}
