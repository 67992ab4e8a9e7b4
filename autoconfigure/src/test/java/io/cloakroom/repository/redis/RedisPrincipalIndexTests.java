package io.cloakroom.repository.redis;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.lifetime;
import static io.cloakroom.repository.SampleSessions.principal;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sessionOf;
import static io.cloakroom.repository.SampleSessions.sibling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.RedisTopology;
import java.nio.charset.StandardCharsets;
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

/** How the entries of the index come and go. */
class RedisPrincipalIndexTests {

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
  void deadEntryIsRemovedByItsReader() {
    SessionRecord base = insert("alice");
    SessionKey dead = SessionId.random().key();
    call("ZADD", index(), "1", dead.value());
    call("ZADD", index(), "1", "not a key");

    assertThat(find("alice")).containsExactly(base.key());

    await().untilAsserted(() -> assertThat(entries()).containsExactly(base.key().value()));
  }

  @Test
  void entryWhoseSessionIsJustBeingWrittenIsLeftAlone() {
    insert("alice");
    SessionKey underWay = SessionId.random().key();
    String now = call("TIME").lines().findFirst().orElseThrow() + "000";
    call("ZADD", index(), now, underWay.value());

    assertThat(find("alice")).hasSize(1).doesNotContain(underWay);
    find("alice");

    assertThat(entries()).contains(underWay.value());
  }

  @Test
  void indexOfASessionWhoseLifetimeIsRestartedLastsAsLong() {
    SessionRecord base =
        stored(
            repository.insert(
                session(
                    SessionId.random().key(),
                    Duration.ZERO,
                    IDLE,
                    Duration.ofMinutes(1),
                    "alice",
                    Map.of())));
    assertThat(ttl()).isLessThan(Duration.ofHours(2).toMillis());

    repository.update(base, lifetime(Duration.ofHours(12)));

    assertThat(ttl()).isGreaterThan(Duration.ofHours(12).toMillis());
  }

  @Test
  void expiredSessionKeepsItsEntryUntilItIsForgotten() {
    SessionRecord old =
        stored(
            repository.insert(
                session(
                    SessionId.random().key(),
                    IDLE.multipliedBy(2),
                    IDLE,
                    null,
                    "alice",
                    Map.of())));
    call("ZADD", index(), "1", old.key().value());

    assertThat(find("alice")).isEmpty();
    find("alice");
    assertThat(entries()).containsExactly(old.key().value());

    repository.expiryQueue().orElseThrow().claim(10, Duration.ofMinutes(1));
    repository.expiryQueue().orElseThrow().forget(List.of(old.key()));
    await().untilAsserted(() -> assertThat(entries()).isEmpty());
  }

  @Test
  void endedSessionIsRemovedAtOnce() {
    SessionRecord base = insert("alice");

    repository.delete(Set.of(base.key()));

    await().untilAsserted(() -> assertThat(entries()).isEmpty());
  }

  @Test
  void renamedSessionChangesItsEntry() {
    SessionRecord base = insert("alice");
    SessionKey to = sibling(base.key());

    assertThat(repository.rename(base.key(), to)).isTrue();

    await().untilAsserted(() -> assertThat(entries()).containsExactly(to.value()));
  }

  @Test
  void signOutRemovesTheEntryButForOneMadeJustNow() {
    SessionRecord base = insert("alice");

    SessionRecord signedOut = stored(repository.update(base, principal(null)));
    assertThat(find("alice")).isEmpty();
    assertThat(entries()).containsExactly(base.key().value());

    SessionRecord again = stored(repository.update(signedOut, principal("alice")));
    call("ZADD", index(), "1", base.key().value());
    repository.update(again, principal(null));
    await().untilAsserted(() -> assertThat(entries()).isEmpty());
  }

  @Test
  void slowSignInToAnEndedSessionLeavesNoEntry() {
    SessionRecord base = stored(repository.insert(session(Map.of())));
    repository.delete(Set.of(base.key()));

    assertThat(repository.update(base, principal("alice"))).isNull();

    await().untilAsserted(() -> assertThat(entries()).isEmpty());
  }

  @Test
  void indexLastsAsLongAsItsLongestSession() {
    SessionKey key = SessionId.random().key();
    repository.insert(session(key, Duration.ZERO, IDLE, Duration.ofHours(12), "alice", Map.of()));
    assertThat(ttl())
        .isBetween(
            Duration.ofHours(12).toMillis(),
            Duration.ofHours(12).plus(RedisStores.GRACE).toMillis());

    SessionRecord endless = insert("alice");
    assertThat(ttl()).isGreaterThan(Duration.ofDays(3600).toMillis());

    repository.insert(
        session(
            SessionId.random().key(), Duration.ZERO, IDLE, Duration.ofHours(1), "alice", Map.of()));
    assertThat(ttl()).isGreaterThan(Duration.ofDays(3600).toMillis());
    assertThat(find("alice")).contains(endless.key());
  }

  @Test
  void nameOfThePrincipalIsNotInAnyKey() {
    insert("alice");

    assertThat(RedisStores.lines(redis.port(), "KEYS", "*"))
        .noneMatch(key -> key.contains("alice"));
  }

  private static SessionRecord insert(String principal) {
    return stored(repository.insert(sessionOf(principal, Duration.ZERO)));
  }

  private static SessionRecord stored(@Nullable SessionRecord session) {
    return Objects.requireNonNull(session);
  }

  private static List<SessionKey> find(String principal) {
    return repository.principalIndex().orElseThrow().find(principal);
  }

  private static List<String> entries() {
    return RedisStores.lines(redis.port(), "ZRANGE", index(), "0", "-1");
  }

  private static long ttl() {
    return Long.parseLong(call("PTTL", index()));
  }

  private static String index() {
    return new String(new RedisKeys("test").principal("alice"), StandardCharsets.US_ASCII);
  }

  private static String call(String... command) {
    return RedisTopology.call(redis.port(), command);
  }
}
