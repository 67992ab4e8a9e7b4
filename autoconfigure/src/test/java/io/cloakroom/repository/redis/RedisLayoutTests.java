package io.cloakroom.repository.redis;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.TOUCHES;
import static io.cloakroom.repository.SampleSessions.expired;
import static io.cloakroom.repository.SampleSessions.idle;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.principal;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.remove;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sessionOf;
import static io.cloakroom.repository.SampleSessions.sibling;
import static io.cloakroom.repository.SampleSessions.unusedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.ExpiryQueue.Expired;
import io.cloakroom.repository.Touch;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.RedisTopology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in Redis, and what becomes of it if someone else has been there. */
class RedisLayoutTests {

  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final long SLACK = TOUCHES.slack(IDLE).toMillis();

  private static NativeServer redis;
  private static RedisSessionRepository repository;

  @BeforeAll
  static void connect() {
    redis = NativeServer.redis();
    repository = RedisStores.on(redis.port());
  }

  @AfterAll
  static void disconnect() {
    repository.close();
    redis.close();
  }

  @BeforeEach
  void empty() {
    call("FLUSHALL");
  }

  @Test
  void attributesAreRawFieldsThatPeopleCanRead() {
    SessionRecord base = insert(Map.of("cart", json("coat")));
    repository.update(base, put("n", json(7)));

    assertThat(call("HGET", name(base.key()), ":cart")).isEqualTo("\"coat\"");
    assertThat(call("HGET", name(base.key()), ":n")).isEqualTo("7");
    assertThat(call("HGET", name(base.key()), "n")).isEqualTo("2");
  }

  @Test
  void attributesMayBeNamedAsOwnFields() {
    SessionRecord base =
        insert(Map.of("m", json(1), "n", json(2), "p", json(3), ":", json(4), "", json(5)));

    assertThat(find(base.key()).attributes()).containsOnlyKeys("m", "n", "p", ":", "");
    assertThat(find(base.key()).principal()).isNull();
  }

  @Test
  void noSecretIsStored() {
    SessionId id = SessionId.random();
    SessionId next = id.rotate();
    repository.insert(session(id.key(), Duration.ZERO, IDLE, null, "alice", Map.of()));
    repository.rename(id.key(), next.key());

    for (String key : RedisStores.lines(redis.port(), "KEYS", "*")) {
      String content =
          key
              + switch (call("TYPE", key)) {
                case "hash" -> call("HGETALL", key);
                default -> call("ZRANGE", key, "0", "-1");
              };
      assertThat(content).doesNotContain(id.value()).doesNotContain(next.value());
    }
  }

  @Test
  void sessionIsKeptForItsGracePeriodAfterItsExpiry() {
    SessionRecord base = insert(Map.of());

    assertThat(ttl(base.key()))
        .isBetween(
            IDLE.toMillis() + SLACK + RedisStores.GRACE.toMillis() - 60_000,
            IDLE.toMillis() + SLACK + RedisStores.GRACE.toMillis());
  }

  @Test
  void everySessionAlwaysEnds() {
    SessionRecord base =
        stored(repository.insert(unusedFor(Duration.ZERO, Duration.ofSeconds(-1), null)));

    assertThat(ttl(base.key())).isGreaterThan(Duration.ofDays(3640).toMillis());
  }

  @Test
  void touchMovesTheEndOfTheKeyButNotItsPlaceInTheSchedule() {
    SessionRecord base = stored(repository.insert(unusedFor(Duration.ofMinutes(20), IDLE, null)));
    long before = score(base.key());
    long ttl = ttl(base.key());

    repository.touch(List.of(new Touch(base.key(), Duration.ZERO)));

    assertThat(ttl(base.key())).isGreaterThan(ttl + Duration.ofMinutes(19).toMillis());
    assertThat(score(base.key())).isEqualTo(before);
  }

  @Test
  void expiryThatMovesEarlierMovesInTheSchedule() {
    SessionRecord base = insert(Map.of());
    long before = score(base.key());

    repository.update(base, idle(Duration.ofMinutes(10)));

    assertThat(score(base.key())).isBetween(before - Duration.ofMinutes(21).toMillis(), before - 1);
  }

  @Test
  void scheduleIsNeverLaterThanTheExpiry() {
    SessionRecord base = insert(Map.of());
    long before = score(base.key());

    repository.update(base, idle(Duration.ofHours(5)));
    repository.update(base, put("a", json(1)));

    assertThat(score(base.key())).isEqualTo(before);
  }

  @Test
  void claimPutsWhatIsDueButLiveWhereItBelongs() {
    SessionRecord base = insert(Map.of());
    call("ZADD", schedule(base.key()), "1", base.key().value());

    assertThat(queue().claim(10, LEASE)).isEmpty();

    assertThat(score(base.key()))
        .isEqualTo(base.accessedAt().toEpochMilli() + IDLE.toMillis() + SLACK);
    assertThat(repository.find(base.key())).isNotNull();
  }

  @Test
  void claimedSessionLeavesNothingBehind() {
    SessionRecord old = stored(repository.insert(expired("alice")));

    assertThat(queue().claim(10, LEASE)).hasSize(1);
    queue().forget(List.of(old.key()));

    assertThat(repository.principalIndex().orElseThrow().find("alice")).isEmpty();
    assertThat(RedisStores.lines(redis.port(), "KEYS", "*")).isEmpty();
  }

  @Test
  void deletedSessionLeavesNothingBehind() {
    SessionRecord base = stored(repository.insert(sessionOf("alice", Duration.ZERO)));
    SessionKey to = sibling(base.key());
    repository.rename(base.key(), to);

    repository.delete(Set.of(to));

    assertThat(repository.find(to)).isNull();
    assertThat(RedisStores.lines(redis.port(), "KEYS", "*")).isEmpty();
  }

  @Test
  void sessionThatRedisHasDroppedIsStillAnnounced() {
    SessionRecord old = stored(repository.insert(expired()));
    call("DEL", name(old.key()));

    List<Expired> claimed = queue().claim(10, LEASE);

    assertThat(claimed).containsExactly(new Expired(old.key(), null));
    assertThat(queue().claim(10, LEASE)).isEmpty();
    queue().forget(List.of(old.key()));
    assertThat(call("EXISTS", schedule(old.key()))).isEqualTo("0");
  }

  @Test
  void malformedEntriesOfTheScheduleAreRemoved() {
    SessionRecord old = stored(repository.insert(expired()));
    call("ZADD", schedule(old.key()), "1", "not a key");
    SessionKey elsewhere = otherShard(old.key());
    call("ZADD", schedule(old.key()), "1", elsewhere.value());

    assertThat(queue().claim(10, LEASE)).extracting(Expired::key).containsExactly(old.key());

    assertThat(RedisStores.lines(redis.port(), "ZRANGE", schedule(old.key()), "0", "-1"))
        .containsExactly(old.key().value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "1 2 3",
        "1 2 3 4 5 6 7",
        "1 2 3 4 5 6 0 8",
        "x 2 3 4 5 6 0",
        "1 99999999999999999999999 3 4 5 6 0",
        "1 2 3 4 5 6",
        "1.5 2 3 4 5 6 0"
      })
  void garbageIsNotLiveAndStays(String garbage) {
    SessionRecord base = insert(Map.of("a", json(1)));
    call("HSET", name(base.key()), "m", garbage);

    assertNotLive(base);

    assertThat(call("HGET", name(base.key()), "m")).isEqualTo(garbage);
    assertThat(call("HGET", name(base.key()), ":a")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"m", "n", "l"})
  void sessionWithoutAFieldIsNotLiveAndStays(String field) {
    SessionRecord base = insert(Map.of("a", json(1)));
    call("HDEL", name(base.key()), field);

    assertNotLive(base);

    assertThat(call("HGET", name(base.key()), ":a")).isEqualTo("1");
  }

  @Test
  void keyOfAnotherTypeIsNotLiveAndStays() {
    SessionRecord base = insert(Map.of());
    call("SET", name(base.key()), "somebody else's");

    assertNotLive(base);

    assertThat(call("GET", name(base.key()))).isEqualTo("somebody else's");
  }

  @Test
  void brokenSessionLeavesTheSchedule() {
    SessionRecord old = stored(repository.insert(expired()));
    call("HSET", name(old.key()), "m", "garbage");

    assertThat(queue().claim(10, LEASE)).isEmpty();

    assertThat(call("EXISTS", schedule(old.key()))).isEqualTo("0");
    assertThat(call("HGET", name(old.key()), "m")).isEqualTo("garbage");
  }

  @Test
  void keyWithoutAnEndIsNotLive() {
    SessionRecord base = insert(Map.of());
    call("PERSIST", name(base.key()));

    assertThat(repository.find(base.key())).isNull();
    assertThat(call("EXISTS", name(base.key()))).isEqualTo("1");
  }

  @Test
  void idleTimeoutBelowAMillisecondIsNotNone() {
    SessionRecord base = insert(Map.of());

    SessionRecord updated = repository.update(base, idle(Duration.ofNanos(1)));

    assertThat(stored(updated).idle()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void absurdDurationsAreKeptWithinBounds() {
    SessionRecord base =
        stored(
            repository.insert(
                unusedFor(
                    Duration.ZERO,
                    Duration.ofSeconds(Long.MAX_VALUE),
                    Duration.ofSeconds(Long.MAX_VALUE))));

    assertThat(find(base.key()).idle()).isEqualTo(base.idle()).isGreaterThan(Duration.ofDays(3650));
    assertThat(find(base.key()).endsAt()).isEqualTo(base.endsAt());
    assertThat(ttl(base.key())).isGreaterThan(Duration.ofDays(3650).toMillis());
  }

  @Test
  void scriptsThatRedisHasForgottenAreSentAgain() {
    for (int i = 0; i < 2; i++) {
      call("SCRIPT", "FLUSH");
      SessionRecord base = stored(repository.insert(sessionOf("alice", Duration.ZERO)));
      call("SCRIPT", "FLUSH");
      SessionRecord updated = stored(repository.update(base, principal("bob")));
      call("SCRIPT", "FLUSH");
      repository.touch(List.of(new Touch(base.key(), Duration.ZERO)));
      call("SCRIPT", "FLUSH");
      SessionKey to = sibling(base.key());
      assertThat(repository.rename(base.key(), to)).isTrue();
      call("SCRIPT", "FLUSH");
      assertThat(queue().claim(10, LEASE)).isEmpty();
      call("SCRIPT", "FLUSH");
      assertThat(repository.principalIndex().orElseThrow().find("bob")).containsExactly(to);
      call("SCRIPT", "FLUSH");
      assertThat(repository.delete(Set.of(to))).containsExactly(to);
      assertThat(updated.version()).isEqualTo(2);
    }
  }

  @Test
  void namespaceWithBracesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RedisStoreSettings("{app}", RedisStores.GRACE, TOUCHES))
        .withMessageContaining("{app}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RedisStoreSettings("app", Duration.ZERO, TOUCHES))
        .withMessageContaining("PT0S");
  }

  private static void assertNotLive(SessionRecord base) {
    assertThat(repository.find(base.key())).isNull();
    assertThat(repository.update(base, put("late", json(1)))).isNull();
    assertThat(repository.update(base, remove("a"))).isNull();
    assertThat(repository.rename(base.key(), sibling(base.key()))).isFalse();
    repository.touch(List.of(new Touch(base.key(), Duration.ZERO)));
    assertThat(repository.delete(Set.of(base.key()))).isEmpty();
    queue().forget(List.of(base.key()));
    assertThat(repository.insert(session(base.key(), Duration.ZERO, IDLE, null, null, Map.of())))
        .isNull();
  }

  private static ExpiryQueue queue() {
    return repository.expiryQueue().orElseThrow();
  }

  private static SessionRecord insert(Map<String, byte[]> attributes) {
    return stored(repository.insert(session(attributes)));
  }

  private static SessionRecord find(SessionKey key) {
    return stored(repository.find(key));
  }

  private static SessionRecord stored(@Nullable SessionRecord session) {
    return Objects.requireNonNull(session);
  }

  private static SessionKey otherShard(SessionKey key) {
    SessionKey other = SessionId.random().key();
    return other.shard().equals(key.shard()) ? otherShard(key) : other;
  }

  private static String name(SessionKey key) {
    return "test:{" + key.shard() + "}:" + key;
  }

  private static String schedule(SessionKey key) {
    return "test:{" + key.shard() + "}:expiry";
  }

  private static long score(SessionKey key) {
    return Long.parseLong(call("ZSCORE", schedule(key), key.value()));
  }

  private static long ttl(SessionKey key) {
    return Long.parseLong(call("PTTL", name(key)));
  }

  private static String call(String... command) {
    return RedisTopology.call(redis.port(), command);
  }
}
