package io.cloakroom.repository;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.TOUCHES;
import static io.cloakroom.repository.SampleSessions.binary;
import static io.cloakroom.repository.SampleSessions.expired;
import static io.cloakroom.repository.SampleSessions.idle;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.lifetime;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.remove;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sibling;
import static io.cloakroom.repository.SampleSessions.unusedFor;
import static io.cloakroom.repository.SampleSessions.withoutUse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every store promises. A store's test class extends this one and {@link
 * ExpiryQueueContractTests} and {@link PrincipalIndexContractTests}, as far as it has those.
 *
 * <p>Time passes by inserting sessions that are already old: no test sleeps.
 */
public abstract class SessionRepositoryContractTests {

  /** Some change that a slow request might come up with. */
  private static final SessionChanges SLOW_WRITE = put("late", json("write"));

  /** Returns the store, with touches as {@link SampleSessions#TOUCHES}; the same on each call. */
  protected abstract SessionRepository repository();

  /** Returns a second node on the same store. */
  protected abstract SessionRepository otherNode();

  /** Returns whether a session that has expired is known until its end has been announced. */
  protected boolean keepsExpiredSessions() {
    return true;
  }

  @Test
  void insertedSessionIsFoundAsItWas() {
    NewSession session =
        session(
            SessionId.random().key(),
            Duration.ofMinutes(5),
            IDLE,
            Duration.ofHours(12),
            "alice",
            Map.of("cart", json("coat"), "n", json(1)));

    SessionRecord inserted = Objects.requireNonNull(repository().insert(session));
    SessionRecord found = found(session.key());

    assertThat(inserted.version()).isEqualTo(1);
    assertThat(found.key()).isEqualTo(session.key());
    assertThat(found.lineage()).isEqualTo(session.lineage());
    assertThat(found.version()).isEqualTo(1);
    assertThat(found.idle()).isEqualTo(IDLE);
    assertThat(found.principal()).isEqualTo("alice");
    assertThat(found.attributes().keySet()).containsExactlyInAnyOrder("cart", "n");
    assertThat(found.attributes().get("cart")).isEqualTo(json("coat"));
    assertThat(found.unused()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    assertThat(Duration.between(found.createdAt(), found.readAt()))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    assertThat(Duration.between(found.readAt(), Objects.requireNonNull(found.endsAt())))
        .isBetween(Duration.ofHours(11), Duration.ofHours(12));
  }

  @Test
  void insertedRecordIsWhatIsFound() {
    SessionRecord inserted = insert(session(Map.of("a", json(1))));

    SessionRecord found = found(inserted.key());

    assertThat(inserted.attributes().get("a")).isEqualTo(json(1));
    assertThat(inserted.lineage()).isEqualTo(found.lineage());
    assertThat(inserted.idle()).isEqualTo(found.idle());
    assertThat(inserted.createdAt()).isEqualTo(found.createdAt());
    assertThat(inserted.accessedAt()).isEqualTo(found.accessedAt());
    for (SessionRecord record : List.of(inserted, found)) {
      assertThat(record.version()).isEqualTo(1);
      assertThat(record.endsAt()).isNull();
      assertThat(record.principal()).isNull();
    }
  }

  @Test
  void unknownSessionIsNotFound() {
    assertThat(repository().find(SessionId.random().key())).isNull();
  }

  @Test
  void insertOfTakenKeyWritesNothing() {
    SessionRecord first = insert(session(Map.of("a", json("first"))));

    SessionRecord second =
        repository()
            .insert(session(first.key(), Duration.ZERO, IDLE, null, null, Map.of("a", json("2"))));

    assertThat(second).isNull();
    assertThat(found(first.key()).attributes().get("a")).isEqualTo(json("first"));
  }

  @Test
  void insertOfExpiredKeyWritesNothing() {
    assumeTrue(keepsExpiredSessions());
    NewSession old = expired();
    insert(old);

    assertThat(repository().insert(session(old.key(), Duration.ZERO, IDLE, null, null, Map.of())))
        .isNull();
    assertThat(repository().find(old.key())).isNull();
  }

  @Test
  void sessionWithoutAttributesIsKept() {
    SessionRecord empty = insert(session(Map.of()));

    assertThat(found(empty.key()).attributes()).isEmpty();
  }

  @Test
  void attributesComeBackByteForByte() {
    Map<String, byte[]> odd =
        Map.of(
            "nested", "{\"b\":[1,2,{\"c\":null}],\"a\":\"x\"}".getBytes(utf8()),
            "unicode \u00e9\u20ac\ud83e\udde5 \"quoted\" \\ / \n",
                "\"\u00e9\u20ac\ud83e\udde5\"".getBytes(utf8()),
            "java", binary(1, 0xac, 0xed, 0, 5, 0xff),
            "unknown marker", binary(7, 0, 0, 0x80),
            "empty", binary(1),
            "number", "-1.50E+10".getBytes(utf8()),
            "true", "true".getBytes(utf8()),
            "SPRING_SECURITY_CONTEXT", json("name in capitals"),
            "a.b", json("dotted"),
            "$java", json("reserved name"));

    SessionRecord inserted = insert(session(odd));

    Map<String, byte[]> found = found(inserted.key()).attributes();
    assertThat(found.keySet()).isEqualTo(odd.keySet());
    odd.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void updatedAttributesComeBackByteForByte() {
    SessionRecord base = insert(session(Map.of("a", json(1), "j", binary(1, 2, 3))));

    update(base, put("b", binary(1, 0xac, 0xed)));

    Map<String, byte[]> found = found(base.key()).attributes();
    assertThat(found.get("a")).isEqualTo(json(1));
    assertThat(found.get("b")).isEqualTo(binary(1, 0xac, 0xed));
    assertThat(found.get("j")).isEqualTo(binary(1, 2, 3));
  }

  @Test
  void largeAttributeIsKept() {
    byte[] large = json("x".repeat(300_000));
    SessionRecord inserted = insert(session(Map.of("large", large)));

    assertThat(found(inserted.key()).attributes().get("large")).isEqualTo(large);
  }

  @Test
  void updatePutsAndRemoves() {
    SessionRecord base = insert(session(Map.of("a", json(1), "b", json(2), "c", json(3))));

    SessionRecord updated =
        update(base, new SessionChanges(Map.of("a", json(9)), Set.of("b"), null, null));

    for (SessionRecord now : List.of(updated, found(base.key()))) {
      assertThat(now.version()).isEqualTo(2);
      assertThat(now.attributes().keySet()).containsExactlyInAnyOrder("a", "c");
      assertThat(now.attributes().get("a")).isEqualTo(json(9));
    }
  }

  @Test
  void updateOfUpdateSeesBoth() {
    SessionRecord base = insert(session(Map.of()));

    SessionRecord second = update(update(base, put("a", json(1))), put("b", json(2)));

    assertThat(second.version()).isEqualTo(3);
    assertThat(found(base.key()).attributes().keySet()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void changesOfDifferentAttributesFromOneBaseAreBothKept() {
    SessionRecord base = insert(session(Map.of("both", json("old"))));

    update(base, put("a", json(1)));
    SessionRecord second = Objects.requireNonNull(otherNode().update(base, put("b", json(2))));

    assertThat(second.version()).isGreaterThan(base.version() + 1);
    assertThat(found(base.key()).attributes().keySet()).containsExactlyInAnyOrder("both", "a", "b");
  }

  @Test
  void laterWriteOfOneAttributeWins() {
    SessionRecord base = insert(session(Map.of("a", json("old"))));

    update(base, put("a", json("first")));
    otherNode().update(base, put("a", json("second")));

    assertThat(found(base.key()).attributes().get("a")).isEqualTo(json("second"));
  }

  @Test
  void removedAttributeIsNotWrittenBackByAnotherWriter() {
    SessionRecord base = insert(session(Map.of("a", json(1), "b", json(2))));

    update(base, remove("a"));
    otherNode().update(base, put("b", json(3)));

    assertThat(found(base.key()).attributes().keySet()).containsExactly("b");
  }

  @Test
  void removalOfAbsentAttributeDoesNothing() {
    SessionRecord base = insert(session(Map.of("a", json(1))));

    update(base, remove("never there"));

    assertThat(found(base.key()).attributes().keySet()).containsExactly("a");
  }

  @Test
  void concurrentWritersOfDifferentAttributesAllSucceed() throws Exception {
    SessionRecord base = insert(session(Map.of()));
    int writers = 12;

    atOnce(
        writers,
        i -> {
          SessionRepository node = i % 2 == 0 ? repository() : otherNode();
          assertThat(node.update(base, put("a" + i, json(i)))).isNotNull();
        });

    SessionRecord found = found(base.key());
    assertThat(found.attributes()).hasSize(writers);
    assertThat(found.version()).isEqualTo(1 + writers);
  }

  @Test
  void concurrentFirstWritesOfOneAttributeAllSucceed() throws Exception {
    SessionRecord base = insert(session(Map.of()));

    atOnce(8, i -> assertThat(repository().update(base, put("same", json(i)))).isNotNull());

    assertThat(found(base.key()).attributes().keySet()).containsExactly("same");
  }

  @Test
  void updateOfDeletedSessionWritesNothing() {
    SessionRecord base = insert(session(Map.of("a", json(1))));
    repository().delete(Set.of(base.key()));

    assertThat(otherNode().update(base, SLOW_WRITE)).isNull();
    assertThat(repository().find(base.key())).isNull();
  }

  @Test
  void updateOfExpiredSessionWritesNothing() {
    NewSession old = expired();
    SessionRecord base = insert(old);

    assertThat(repository().update(base, SLOW_WRITE)).isNull();
    assertThat(repository().find(old.key())).isNull();
  }

  @Test
  void updateOfRenamedSessionWritesNothing() {
    SessionRecord base = insert(session(Map.of("a", json(1))));
    SessionKey to = sibling(base.key());
    repository().rename(base.key(), to);

    assertThat(otherNode().update(base, SLOW_WRITE)).isNull();
    assertThat(repository().find(base.key())).isNull();
    assertThat(found(to).attributes().keySet()).containsExactly("a");
  }

  @Test
  void emptyUpdateIsAUse() {
    SessionRecord base = insert(unusedFor(Duration.ofMinutes(20), IDLE, null));

    SessionRecord used = update(base, new SessionChanges(Map.of(), Set.of(), null, null));

    assertThat(used.unused()).isLessThan(Duration.ofMinutes(1));
    assertThat(found(base.key()).unused()).isLessThan(Duration.ofMinutes(1));
    assertThat(found(base.key()).attributes().get("a")).isEqualTo(json("kept"));
  }

  @Test
  void updateIsAUse() {
    SessionRecord base = stored(unusedFor(Duration.ofMinutes(20), IDLE, null));

    update(base, put("b", json(1)));

    SessionRecord found = found(base.key());
    assertThat(found.unused()).isLessThan(Duration.ofMinutes(1));
    assertThat(found.createdAt()).isEqualTo(base.createdAt());
  }

  @Test
  void sessionLivesUntilItsSlackIsOver() {
    Duration slack = TOUCHES.slack(IDLE);
    SessionRecord within =
        insert(unusedFor(IDLE.plus(slack).minus(Duration.ofSeconds(20)), IDLE, null));
    SessionRecord beyond =
        insert(unusedFor(IDLE.plus(slack).plus(Duration.ofSeconds(1)), IDLE, null));

    assertThat(repository().find(within.key())).isNotNull();
    assertThat(repository().find(beyond.key())).isNull();
  }

  @Test
  void maximumLifetimeEndsAnActiveSessionExactly() {
    SessionRecord active = insert(unusedFor(Duration.ZERO, IDLE, Duration.ofMillis(-1)));

    assertThat(repository().find(active.key())).isNull();
    assertThat(repository().update(active, SLOW_WRITE)).isNull();
  }

  @Test
  void useDoesNotMoveTheMaximumLifetime() {
    SessionRecord base = stored(unusedFor(Duration.ofMinutes(10), IDLE, Duration.ofHours(1)));

    update(base, put("a", json(1)));
    repository().touch(List.of(new Touch(base.key(), Duration.ZERO)));

    assertThat(found(base.key()).endsAt()).isEqualTo(base.endsAt());
  }

  @Test
  void restartedLifetimeBeginsNow() {
    SessionRecord base = stored(unusedFor(Duration.ofMinutes(10), IDLE, Duration.ofMinutes(1)));

    SessionRecord restarted = update(base, lifetime(Duration.ofHours(1)));

    SessionRecord found = found(base.key());
    assertThat(found.endsAt()).isEqualTo(restarted.endsAt());
    assertThat(Duration.between(found.readAt(), found.endsAt()))
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    assertThat(restarted.version()).isEqualTo(base.version() + 1);
    assertThat(found.version()).isEqualTo(restarted.version());
    assertThat(found.createdAt()).isEqualTo(base.createdAt());
    assertThat(found.idle()).isEqualTo(IDLE);
    assertThat(found.attributes().get("a")).isEqualTo(json("kept"));
  }

  @Test
  void restartedLifetimeIsNotWrittenBackByAnotherWriter() {
    SessionRecord base = insert(unusedFor(Duration.ZERO, IDLE, Duration.ofMinutes(1)));
    SessionRecord restarted = update(base, lifetime(Duration.ofHours(1)));
    SessionKey to = sibling(base.key());

    otherNode().update(base, put("a", json(1)));
    otherNode().rename(base.key(), to);

    assertThat(found(to).endsAt()).isEqualTo(restarted.endsAt()).isNotEqualTo(base.endsAt());
  }

  @Test
  void restartedLifetimeEndsTheSessionExactly() {
    SessionRecord shorter = insert(unusedFor(Duration.ZERO, IDLE, Duration.ofHours(1)));
    SessionRecord limited = insert(unusedFor(Duration.ZERO, Duration.ZERO, null));

    update(shorter, lifetime(Duration.ofMillis(-1)));
    update(limited, lifetime(Duration.ofMillis(-1)));

    assertThat(repository().find(shorter.key())).isNull();
    assertThat(repository().find(limited.key())).isNull();
    assertThat(repository().update(shorter, SLOW_WRITE)).isNull();
  }

  @Test
  void maximumLifetimeCanBeTakenAway() {
    SessionRecord base = insert(unusedFor(Duration.ZERO, IDLE, Duration.ofMinutes(1)));

    SessionRecord endless = update(base, lifetime(null));

    assertThat(endless.endsAt()).isNull();
    assertThat(found(base.key()).endsAt()).isNull();
  }

  @Test
  void lifetimeOfASessionThatHasEndedIsNotRestarted() {
    SessionRecord over = insert(unusedFor(Duration.ZERO, IDLE, Duration.ofMillis(-1)));

    assertThat(repository().update(over, lifetime(Duration.ofHours(1)))).isNull();
    assertThat(repository().find(over.key())).isNull();
  }

  @Test
  void updateThatIsNoUseDoesNotProlongTheSession() {
    SessionRecord base = stored(unusedFor(Duration.ofMinutes(20), IDLE, null));

    SessionRecord updated = update(base, withoutUse(put("b", json(1))));

    SessionRecord found = found(base.key());
    assertThat(found.accessedAt()).isEqualTo(base.accessedAt());
    assertThat(updated.accessedAt()).isEqualTo(base.accessedAt());
    assertThat(found.attributes().get("b")).isEqualTo(json(1));
    assertThat(found.version()).isEqualTo(base.version() + 1);
    assertThat(updated.unused()).isGreaterThanOrEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void updateThatIsNoUseDoesNotTakeBackAUse() {
    SessionRecord base = insert(unusedFor(Duration.ofMinutes(20), IDLE, null));
    otherNode().touch(List.of(new Touch(base.key(), Duration.ofMinutes(2))));

    update(base, withoutUse(put("b", json(1))));

    assertThat(found(base.key()).unused()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
  }

  @Test
  void idleTimeoutThatChangesWithoutAUseCountsFromTheLastUse() {
    SessionRecord base = insert(unusedFor(Duration.ofMinutes(20), IDLE, null));

    update(base, withoutUse(idle(Duration.ofMinutes(15))));

    assertThat(repository().find(base.key())).isNull();
  }

  @Test
  void zeroOrNegativeIdleTimeoutNeverEndsBeingIdle() {
    for (Duration never : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      SessionRecord base = insert(unusedFor(Duration.ofDays(400), never, null));

      SessionRecord found = found(base.key());
      assertThat(found.idle()).isEqualTo(never);
      assertThat(update(found, put("b", json(1)))).isNotNull();
      assertThat(repository().delete(Set.of(base.key()))).containsExactly(base.key());
    }
  }

  @Test
  void maximumLifetimeEndsEvenANeverIdleSession() {
    SessionRecord base =
        insert(unusedFor(Duration.ofMinutes(1), Duration.ofSeconds(-1), Duration.ofMillis(-1)));

    assertThat(repository().find(base.key())).isNull();
  }

  @Test
  void changedIdleTimeoutIsKept() {
    SessionRecord base = insert(unusedFor(Duration.ofMinutes(20), IDLE, null));

    update(base, idle(Duration.ofHours(2)));

    assertThat(found(base.key()).idle()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void idleTimeoutIsNotWrittenBackByAnotherWriter() {
    SessionRecord base = insert(session(Map.of()));

    update(base, idle(Duration.ofSeconds(-1)));
    otherNode().update(base, put("a", json(1)));

    assertThat(found(base.key()).idle()).isEqualTo(Duration.ofSeconds(-1));
  }

  @Test
  void renamedSessionIsFoundUnderItsNewKeyOnly() {
    SessionRecord base = stored(unusedFor(Duration.ofMinutes(5), IDLE, Duration.ofHours(1)));
    SessionKey to = sibling(base.key());

    boolean renamed = repository().rename(base.key(), to);

    assertThat(renamed).isTrue();
    assertThat(repository().find(base.key())).isNull();
    SessionRecord found = found(to);
    assertThat(found.key()).isEqualTo(to);
    assertThat(found.version()).isEqualTo(2);
    assertThat(found.lineage()).isEqualTo(base.lineage());
    assertThat(found.createdAt()).isEqualTo(base.createdAt());
    assertThat(found.endsAt()).isEqualTo(base.endsAt());
    assertThat(found.attributes().get("a")).isEqualTo(json("kept"));
    assertThat(found.unused()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void renamedSessionCanBeUpdatedRenamedAndDeleted() {
    SessionRecord base = insert(session(Map.of("a", json(1))));
    SessionKey second = sibling(base.key());
    SessionKey third = sibling(base.key());

    assertThat(repository().rename(base.key(), second)).isTrue();
    assertThat(repository().update(found(second), put("b", json(2)))).isNotNull();
    assertThat(repository().rename(second, third)).isTrue();

    assertThat(found(third).attributes().keySet()).containsExactlyInAnyOrder("a", "b");
    assertThat(repository().delete(Set.of(third))).containsExactly(third);
    assertThat(repository().find(third)).isNull();
  }

  @Test
  void renameOfSessionThatIsNotLiveDoesNothing() {
    SessionRecord deleted = insert(session(Map.of()));
    repository().delete(Set.of(deleted.key()));
    SessionRecord old = insert(expired());

    for (SessionKey from : List.of(deleted.key(), old.key(), SessionId.random().key())) {
      SessionKey to = sibling(from);
      assertThat(repository().rename(from, to)).isFalse();
      assertThat(repository().find(to)).isNull();
    }
  }

  @Test
  void renameToTakenKeyDoesNothing() {
    SessionRecord one = insert(session(Map.of("a", json("one"))));
    SessionRecord other =
        insert(
            session(
                sibling(one.key()), Duration.ZERO, IDLE, null, null, Map.of("a", json("other"))));

    assertThat(repository().rename(one.key(), other.key())).isFalse();
    assertThat(found(one.key()).attributes().get("a")).isEqualTo(json("one"));
    assertThat(found(other.key()).attributes().get("a")).isEqualTo(json("other"));
  }

  @Test
  void oneOfManyConcurrentRenamesWins() throws Exception {
    SessionRecord base = insert(session(Map.of("a", json(1))));
    List<SessionKey> won = new ArrayList<>();

    atOnce(
        8,
        i -> {
          SessionKey to = sibling(base.key());
          if ((i % 2 == 0 ? repository() : otherNode()).rename(base.key(), to)) {
            synchronized (won) {
              won.add(to);
            }
          }
        });

    assertThat(won).hasSize(1);
    assertThat(found(won.get(0)).attributes().keySet()).containsExactly("a");
  }

  @Test
  void deletedSessionIsGoneAndReportedOnce() {
    SessionRecord base = insert(session(Map.of()));
    SessionRecord other = insert(session(Map.of()));

    assertThat(repository().delete(Set.of(base.key(), SessionId.random().key())))
        .containsExactly(base.key());
    assertThat(otherNode().delete(Set.of(base.key()))).isEmpty();
    assertThat(repository().find(base.key())).isNull();
    assertThat(repository().find(other.key())).isNotNull();
    assertThat(repository().delete(Set.of())).isEmpty();
  }

  @Test
  void manySessionsAreDeletedTogether() {
    List<SessionKey> keys = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      keys.add(insert(session(Map.of())).key());
    }

    assertThat(repository().delete(keys)).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void expiredSessionIsNotDeletedSinceItsEventIsStillDue() {
    SessionRecord old = insert(expired());

    assertThat(repository().delete(Set.of(old.key()))).isEmpty();
    assumeTrue(keepsExpiredSessions());
    assertThat(repository().insert(session(old.key(), Duration.ZERO, IDLE, null, null, Map.of())))
        .isNull();
  }

  @Test
  void oneOfManyConcurrentDeletesEndsTheSession() throws Exception {
    SessionRecord base = insert(session(Map.of()));
    AtomicInteger ended = new AtomicInteger();

    atOnce(
        8,
        i ->
            ended.addAndGet(
                (i % 2 == 0 ? repository() : otherNode()).delete(Set.of(base.key())).size()));

    assertThat(ended).hasValue(1);
  }

  @Test
  void deleteWinsOverConcurrentWritesRenamesAndTouches() throws Exception {
    for (int round = 0; round < 10; round++) {
      SessionRecord base = insert(session(Map.of("a", json(1))));
      SessionKey to = sibling(base.key());

      atOnce(
          4,
          i -> {
            switch (i) {
              case 0 -> repository().update(base, SLOW_WRITE);
              case 1 -> otherNode().delete(Set.of(base.key(), to));
              case 2 -> repository().touch(List.of(new Touch(base.key(), Duration.ZERO)));
              default -> otherNode().update(base, put("other", json(1)));
            }
          });

      assertThat(repository().find(base.key())).isNull();
      assertThat(repository().find(to)).isNull();
    }
  }

  @Test
  void touchMovesTheLastAccess() {
    SessionRecord base = insert(unusedFor(Duration.ofMinutes(20), IDLE, null));

    repository().touch(List.of(new Touch(base.key(), Duration.ofMinutes(2))));

    SessionRecord found = found(base.key());
    assertThat(found.unused()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
    assertThat(found.version()).isEqualTo(base.version());
    assertThat(found.attributes().get("a")).isEqualTo(json("kept"));
  }

  @Test
  void lastAccessNeverMovesBack() {
    SessionRecord base = stored(unusedFor(Duration.ofMinutes(1), IDLE, null));

    repository().touch(List.of(new Touch(base.key(), Duration.ofMinutes(25))));

    assertThat(found(base.key()).accessedAt()).isEqualTo(base.accessedAt());
  }

  @Test
  void touchOfSessionThatIsNotLiveDoesNothing() {
    SessionRecord old = insert(expired());
    SessionRecord deleted = insert(session(Map.of()));
    repository().delete(Set.of(deleted.key()));

    repository()
        .touch(
            List.of(
                new Touch(old.key(), Duration.ZERO),
                new Touch(deleted.key(), Duration.ZERO),
                new Touch(SessionId.random().key(), Duration.ZERO)));

    assertThat(repository().find(old.key())).isNull();
    assertThat(repository().find(deleted.key())).isNull();
  }

  @Test
  void manySessionsAreTouchedTogether() {
    List<Touch> touches = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      SessionRecord base = insert(unusedFor(Duration.ofMinutes(20), IDLE, null));
      touches.add(new Touch(base.key(), Duration.ZERO));
    }

    repository().touch(touches);
    repository().touch(List.of());

    assertThat(touches)
        .allSatisfy(
            touch -> assertThat(found(touch.key()).unused()).isLessThan(Duration.ofMinutes(1)));
  }

  @Test
  void touchDoesNotDisturbAWriteOnAnOlderBase() {
    SessionRecord base = insert(unusedFor(Duration.ofMinutes(20), IDLE, null));

    otherNode().touch(List.of(new Touch(base.key(), Duration.ZERO)));
    SessionRecord updated = update(base, put("b", json(1)));

    assertThat(updated.version()).isEqualTo(base.version() + 1);
  }

  /** Inserts a session that must not exist yet. */
  protected final SessionRecord insert(NewSession session) {
    return Objects.requireNonNull(repository().insert(session));
  }

  /** Finds a session that must be live. */
  protected final SessionRecord found(SessionKey key) {
    return Objects.requireNonNull(repository().find(key), () -> "not live: " + key);
  }

  /** Updates a session that must be live. */
  protected final SessionRecord update(SessionRecord base, SessionChanges changes) {
    return Objects.requireNonNull(repository().update(base, changes), () -> "not live: " + base);
  }

  /** Does something on several threads that begin together; fails if one of them fails. */
  protected static void atOnce(int threads, Numbered task) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    CountDownLatch begin = new CountDownLatch(1);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        running.add(
            executor.submit(
                () -> {
                  begin.await();
                  task.run(number);
                  return null;
                }));
      }
      begin.countDown();
      for (Future<?> each : running) {
        each.get(30, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** Inserts a session, and returns it as the store's clock sees it. */
  private SessionRecord stored(NewSession session) {
    return found(insert(session).key());
  }

  private static Charset utf8() {
    return StandardCharsets.UTF_8;
  }

  /** One of several tasks that run at once. */
  @FunctionalInterface
  protected interface Numbered {

    /** Runs as the task of that number, from zero. */
    void run(int number) throws Exception;
  }
}
