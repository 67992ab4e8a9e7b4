package io.cloakroom.repository.redis;

import static io.cloakroom.repository.SampleSessions.expired;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.principal;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sessionOf;
import static io.cloakroom.repository.SampleSessions.sibling;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.Touch;
import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.RedisTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many commands each operation sends, and in how many packets. */
class RedisCommandBudgetTests {

  private static NativeServer redis;
  private static RedisSessionRepository repository;

  @BeforeAll
  static void connect() {
    redis = NativeServer.redis();
    repository = RedisStores.on(redis.port());
    // Teaches Redis all scripts, as after a minute of running.
    SessionRecord base = insert();
    SessionKey to = sibling(base.key());
    repository.update(base, put("a", json(1)));
    repository.touch(List.of(new Touch(base.key(), Duration.ZERO)));
    repository.rename(base.key(), to);
    repository.delete(Set.of(to));
    repository.expiryQueue().orElseThrow().claim(1, Duration.ZERO);
  }

  @AfterAll
  static void disconnect() {
    repository.close();
    redis.close();
  }

  @Test
  void findIsTwoCommandsInOneFlush() {
    SessionRecord base = insert();

    assertThat(sent(() -> repository.find(base.key())))
        .isEqualTo(Map.of("hgetall", 1L, "pttl", 1L));
    assertThat(packets(50, () -> repository.find(base.key()))).isLessThan(75);
  }

  @Test
  void findOfAnUnknownSessionIsNoMore() {
    SessionKey unknown = SessionId.random().key();

    assertThat(sent(() -> repository.find(unknown))).isEqualTo(Map.of("hgetall", 1L, "pttl", 1L));
  }

  @Test
  void anonymousInsertIsOneScript() {
    assertThat(sent(RedisCommandBudgetTests::insert)).isEqualTo(Map.of("evalsha", 1L));
  }

  @Test
  void insertWithPrincipalIsTwoScriptsInOneFlush() {
    Runnable insert = () -> repository.insert(sessionOf("alice", Duration.ZERO));

    assertThat(sent(insert)).isEqualTo(Map.of("eval", 1L, "evalsha", 1L));
    assertThat(packets(50, insert)).isLessThan(75);
  }

  @Test
  void updateIsOneScript() {
    SessionRecord base = insert();

    assertThat(sent(() -> repository.update(base, put("a", json(2)))))
        .isEqualTo(Map.of("evalsha", 1L));
  }

  @Test
  void signInIsTwoScripts() {
    SessionRecord base = insert();

    assertThat(sent(() -> repository.update(base, principal("alice"))))
        .isEqualTo(Map.of("eval", 1L, "evalsha", 1L));
  }

  @Test
  void renameIsOneScript() {
    SessionRecord base = insert();

    assertThat(sent(() -> repository.rename(base.key(), sibling(base.key()))))
        .isEqualTo(Map.of("evalsha", 1L));
  }

  @Test
  void deleteIsOneScript() {
    SessionRecord base = insert();

    assertThat(sent(() -> repository.delete(Set.of(base.key())))).isEqualTo(Map.of("evalsha", 1L));
  }

  @Test
  void hundredTouchesAreSentTogether() {
    List<Touch> touches = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      touches.add(new Touch(insert().key(), Duration.ZERO));
    }

    assertThat(sent(() -> repository.touch(touches))).isEqualTo(Map.of("evalsha", 2L));
    assertThat(packets(1, () -> repository.touch(touches))).isLessThan(20);
  }

  @Test
  void idleClaimAsksAllShardsInFewPackets() {
    Runnable claim = () -> repository.expiryQueue().orElseThrow().claim(500, Duration.ZERO);

    assertThat(sent(claim)).isEqualTo(Map.of("evalsha", 256L));
    assertThat(packets(1, claim)).isLessThan(32);
  }

  @Test
  void hundredExpiredSessionsAreClaimedAndForgottenByFewScripts() {
    ExpiryQueue queue = repository.expiryQueue().orElseThrow();
    for (int i = 0; i < 100; i++) {
      repository.insert(expired());
    }
    List<SessionKey> claimed = new ArrayList<>();

    // Each shard is asked at most twice: what is there, and whether there is more.
    assertThat(
            sent(
                () ->
                    queue
                        .claim(200, Duration.ofMinutes(1))
                        .forEach(expired -> claimed.add(expired.key()))))
        .hasEntrySatisfying("evalsha", scripts -> assertThat(scripts).isLessThan(512 + 20));
    assertThat(claimed).hasSizeGreaterThanOrEqualTo(100);
    queue.forget(claimed);
    assertThat(sent(() -> queue.forget(claimed.subList(0, 100)))).isEqualTo(Map.of("evalsha", 5L));
  }

  private static SessionRecord insert() {
    return Objects.requireNonNull(repository.insert(session(Map.of("a", json(1)))));
  }

  /** Counts what clients sent, as opposed to what scripts did. */
  private static Map<String, Long> sent(Runnable operation) {
    RedisTopology.call(redis.port(), "CONFIG", "RESETSTAT");
    operation.run();
    Map<String, Long> counts = new TreeMap<>();
    List<String> all =
        RedisStores.lines(redis.port(), "INFO", "commandstats").stream()
            .filter(line -> line.startsWith("cmdstat_"))
            .toList();
    boolean scripts = all.stream().anyMatch(line -> line.startsWith("cmdstat_eval"));
    for (String line : all) {
      String name = line.substring("cmdstat_".length(), line.indexOf(':'));
      boolean script = name.startsWith("eval");
      if (script || (!scripts && !name.startsWith("config") && !name.equals("info"))) {
        counts.put(name, Long.valueOf(line.replaceAll("[^:]*:calls=(\\d+).*", "$1")));
      }
    }
    return counts;
  }

  private static long packets(int times, Runnable operation) {
    long before = RedisStores.stat(redis.port(), "total_reads_processed");
    for (int i = 0; i < times; i++) {
      operation.run();
    }
    return RedisStores.stat(redis.port(), "total_reads_processed") - before;
  }
}
