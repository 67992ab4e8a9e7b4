package io.cloakroom.repository;

import static io.cloakroom.repository.SessionRepositoryContractTests.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.repository.RevocationStore.Denial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises that keeps what was revoked. */
public abstract class RevocationStoreContractTests {

  private static final Duration RETENTION = Duration.ofMinutes(20);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final PrincipalHash alice = PrincipalHash.of("alice " + UUID.randomUUID());

  /** Returns the store; the same on each call. */
  protected abstract RevocationStore store();

  /** Returns a second node on the same store. */
  protected abstract RevocationStore otherNode();

  /** Makes everything look as if it had been denied so much earlier, and ended when it does. */
  protected abstract void makeOlder(Duration by);

  @Test
  void deniedSessionIsToldOfOnEveryNode() {
    SessionKey session = session();

    store().deny(session, RETENTION);

    assertThat(all(store()).sessions()).containsKey(session);
    assertThat(all(otherNode()).sessions().get(session))
        .isBetween(RETENTION.minusMinutes(1), RETENTION);
    assertThat(all(store()).sessions()).doesNotContainKey(session());
  }

  @Test
  void deniedPrincipalIsToldOfWithItsEpoch() {
    Denial denial = store().denyAll(alice, null, RETENTION);

    Told.Principal told = principal(all(otherNode()));
    assertThat(told.denial()).isEqualTo(denial);
    assertThat(denial.spared()).isNull();
    assertThat(told.remaining()).isBetween(RETENTION.minusMinutes(1), RETENTION);
  }

  @Test
  void onlyTheSessionThatWasSparedLastIsSpared() {
    SessionKey first = session();
    SessionKey second = session();

    store().denyAll(alice, first, RETENTION);
    assertThat(principal(all(store())).denial().spared()).isEqualTo(first);
    otherNode().denyAll(alice, second, RETENTION);
    assertThat(principal(all(store())).denial().spared()).isEqualTo(second);
    store().denyAll(alice, null, RETENTION);
    assertThat(principal(all(store())).denial().spared()).isNull();
  }

  @Test
  void sessionThatWasDeniedBeforeCannotBeSpared() {
    SessionKey denied = session();
    SessionKey spared = session();
    long token = store().epoch(alice);
    store().denyAll(alice, spared, RETENTION);

    Denial answer = otherNode().denyAll(alice, denied, RETENTION);

    assertThat(answer.denies(Set.of(denied), token)).isTrue();
    assertThat(principal(all(store())).denial()).isEqualTo(answer);
    assertThat(answer.denies(Set.of(denied), answer.epoch())).isFalse();
  }

  @Test
  void sessionCanBeSparedAgainAndAgain() {
    SessionKey spared = session();
    long token = store().epoch(alice);

    for (int i = 0; i < 3; i++) {
      Denial denial = (i % 2 == 0 ? store() : otherNode()).denyAll(alice, spared, RETENTION);

      assertThat(denial.denies(Set.of(spared), token)).isFalse();
      assertThat(denial.denies(Set.of(session()), token)).isTrue();
      assertThat(principal(all(store())).denial()).isEqualTo(denial);
    }
    store().denyAll(alice, null, RETENTION);
    Denial tooLate = store().denyAll(alice, spared, RETENTION);
    assertThat(tooLate.denies(Set.of(spared), token)).isTrue();
  }

  @Test
  void sessionOfALaterSignInCanBeSpared() {
    SessionKey spared = session();
    store().denyAll(alice, null, RETENTION);
    long token = store().epoch(alice);

    Denial denial = store().denyAll(alice, spared, RETENTION);

    assertThat(denial.denies(Set.of(spared), token)).isFalse();
  }

  @Test
  void denialIsProlongedAndNeverCutShort() {
    SessionKey session = session();

    store().deny(session, Duration.ofHours(1));
    store().deny(session, MOMENT);
    store().denyAll(alice, null, Duration.ofHours(1));
    store().denyAll(alice, null, MOMENT);
    assertThat(all(store()).sessions().get(session)).isGreaterThan(Duration.ofMinutes(59));
    assertThat(principal(all(store())).remaining()).isGreaterThan(Duration.ofMinutes(59));

    store().deny(session, Duration.ofHours(2));
    assertThat(all(store()).sessions().get(session)).isGreaterThan(Duration.ofMinutes(119));
  }

  @Test
  void epochsAreToldApartByADenialHoweverShortlyBeforeAndAfterIt() {
    for (int i = 0; i < 50; i++) {
      long before = store().epoch(alice);
      long denied = otherNode().denyAll(alice, null, RETENTION).epoch();
      long after = store().epoch(alice);

      assertThat(before).isLessThan(denied);
      assertThat(after).isGreaterThanOrEqualTo(denied);
    }
  }

  @Test
  void epochsOfOthersAreNotConcerned() {
    String name = "Alice " + UUID.randomUUID();
    long epoch = store().denyAll(PrincipalHash.of(name), null, RETENTION).epoch();

    assertThat(all(store()).principals())
        .containsKey(PrincipalHash.of(name))
        .doesNotContainKeys(
            PrincipalHash.of(name.toLowerCase(Locale.ROOT)), PrincipalHash.of(name + " "));
    assertThat(store().epoch(PrincipalHash.of(name))).isGreaterThanOrEqualTo(epoch);
  }

  @Test
  void epochIsTheTimeAfterADenialIsLongOver() {
    long denied = store().denyAll(alice, null, MOMENT).epoch();

    await().until(() -> store().epoch(alice) > denied);
  }

  @Test
  void signInsAtTheSameTimeAsASignOutAreOnOneSideOfIt() throws Exception {
    record Asked(long began, long ended, long epoch) {}
    ConcurrentLinkedQueue<Asked> epochs = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Asked> denials = new ConcurrentLinkedQueue<>();
    AtomicInteger left = new AtomicInteger(20);

    atOnce(
        4,
        i -> {
          RevocationStore node = i % 2 == 0 ? store() : otherNode();
          while (left.get() > 0) {
            long began = System.nanoTime();
            if (i == 0) {
              long epoch = node.denyAll(alice, null, RETENTION).epoch();
              denials.add(new Asked(began, System.nanoTime(), epoch));
              left.decrementAndGet();
            } else {
              long epoch = node.epoch(alice);
              epochs.add(new Asked(began, System.nanoTime(), epoch));
            }
          }
        });

    assertThat(denials).hasSize(20);
    for (Asked denial : denials) {
      assertThat(epochs)
          .allSatisfy(
              epoch -> {
                if (epoch.ended() - denial.began() < 0) {
                  assertThat(epoch.epoch()).isLessThan(denial.epoch());
                } else if (epoch.began() - denial.ended() > 0) {
                  assertThat(epoch.epoch()).isGreaterThanOrEqualTo(denial.epoch());
                }
              });
    }
  }

  @Test
  void concurrentDenialsOfOnePrincipalAllRaiseItsEpoch() throws Exception {
    Set<Long> epochs = ConcurrentHashMap.newKeySet();

    atOnce(
        8,
        i ->
            epochs.add(
                (i % 2 == 0 ? store() : otherNode()).denyAll(alice, null, RETENTION).epoch()));

    long highest = epochs.stream().mapToLong(Long::longValue).max().orElseThrow();
    assertThat(principal(all(store())).denial().epoch()).isEqualTo(highest);
    assertThat(store().epoch(alice)).isGreaterThanOrEqualTo(highest);
  }

  @Test
  void concurrentDenialsOfOneSessionAllSucceed() throws Exception {
    SessionKey session = session();

    atOnce(8, i -> (i % 2 == 0 ? store() : otherNode()).deny(session, RETENTION));

    assertThat(all(store()).sessions()).containsKey(session);
  }

  @Test
  void onlyWhatIsNewIsToldOfAgain() {
    SessionKey old = session();
    store().deny(old, RETENTION);
    store().denyAll(alice, null, RETENTION);
    makeOlder(Duration.ofHours(1));
    SessionKey last = session();
    store().deny(last, RETENTION);
    long position = store().read(0, Duration.ZERO, new Told());

    SessionKey fresh = session();
    otherNode().deny(fresh, RETENTION);
    Told told = new Told();
    long next = store().read(position, Duration.ofSeconds(1), told);

    assertThat(told.sessions()).containsKey(fresh).doesNotContainKey(old);
    assertThat(told.principals()).doesNotContainKey(alice);
    assertThat(next).isGreaterThanOrEqualTo(position);
  }

  @Test
  void whatIsDeniedAgainIsToldOfAgain() {
    SessionKey session = session();
    store().deny(session, RETENTION);
    store().denyAll(alice, null, RETENTION);
    makeOlder(Duration.ofHours(1));
    store().deny(session(), RETENTION);
    long position = store().read(0, Duration.ZERO, new Told());

    store().deny(session, RETENTION);
    Denial denial = store().denyAll(alice, null, RETENTION);
    Told told = new Told();
    store().read(position, Duration.ZERO, told);

    assertThat(told.sessions()).containsKey(session);
    assertThat(principal(told).denial()).isEqualTo(denial);
  }

  @Test
  void everythingIsToldOfIfTheClockHasFallenBack() {
    SessionKey old = session();
    store().deny(old, RETENTION);
    makeOlder(Duration.ofHours(1));
    SessionKey fresh = session();
    store().deny(fresh, RETENTION);
    long position = store().read(0, Duration.ZERO, new Told());

    Told told = new Told();
    long next = store().read(position + Duration.ofDays(1).toMillis(), Duration.ZERO, told);

    assertThat(told.sessions()).containsKeys(old, fresh);
    assertThat(next).isBetween(position, position + Duration.ofHours(1).toMillis());
  }

  @Test
  void whatIsDeniedWhileOthersReadIsToldOfSoon() throws Exception {
    int writers = 4;
    int each = 50;
    Set<SessionKey> denied = ConcurrentHashMap.newKeySet();
    AtomicInteger writing = new AtomicInteger(writers);
    Told told = new Told();

    atOnce(
        writers + 1,
        i -> {
          if (i < writers) {
            for (int j = 0; j < each; j++) {
              SessionKey session = session();
              (i % 2 == 0 ? store() : otherNode()).deny(session, RETENTION);
              denied.add(session);
            }
            writing.decrementAndGet();
          } else {
            long position = 0;
            while (true) {
              boolean last = writing.get() == 0;
              List<SessionKey> before = List.copyOf(denied);
              position = store().read(position, Duration.ZERO, told);
              assertThat(told.sessions().keySet()).containsAll(before);
              if (last) {
                break;
              }
            }
          }
        });

    assertThat(denied).hasSize(writers * each);
    assertThat(told.sessions().keySet()).containsAll(denied);
  }

  @Test
  void moreIsToldOfThanFitsIntoOneAnswer() throws Exception {
    Set<SessionKey> denied =
        IntStream.range(0, 2200)
            .mapToObj(i -> session())
            .collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
    List<SessionKey> list = List.copyOf(denied);
    atOnce(4, i -> list.subList(i * 550, (i + 1) * 550).forEach(s -> store().deny(s, RETENTION)));

    assertThat(all(store()).sessions().keySet()).containsAll(denied);
  }

  @Test
  void whatIsOverIsNotToldOfAndCanBePurgedBitByBit() {
    List<SessionKey> over = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      over.add(session());
      store().deny(over.get(i), MOMENT);
    }
    store().denyAll(alice, null, MOMENT);
    SessionKey live = session();
    store().deny(live, RETENTION);
    await().until(() -> over.stream().noneMatch(all(store()).sessions()::containsKey));

    int purged = 0;
    int last;
    do {
      last = otherNode().purge(2);
      assertThat(last).isLessThanOrEqualTo(2);
      purged += last;
    } while (last == 2);

    assertThat(purged).isGreaterThanOrEqualTo(6);
    assertThat(store().purge(10)).isZero();
    assertThat(all(store()).sessions()).containsKey(live);
    assertThat(all(store()).principals()).doesNotContainKey(alice);
  }

  @Test
  void nodesMayPurgeAtTheSameTime() throws Exception {
    for (int i = 0; i < 40; i++) {
      store().deny(session(), MOMENT);
    }
    SessionKey live = session();
    store().deny(live, RETENTION);

    atOnce(
        4,
        i -> {
          for (int j = 0; j < 10; j++) {
            (i % 2 == 0 ? store() : otherNode()).purge(3);
            store().deny(session(), RETENTION);
          }
        });

    await()
        .until(
            () -> {
              store().purge(100);
              return store().purge(100) == 0;
            });
    assertThat(all(store()).sessions()).containsKey(live);
  }

  /** Returns the key of a session that nobody has denied. */
  protected static SessionKey session() {
    return SessionId.random().key();
  }

  /** Returns everything that a node is told. */
  protected static Told all(RevocationStore node) {
    Told told = new Told();
    node.read(0, Duration.ZERO, told);
    return told;
  }

  private Told.Principal principal(Told told) {
    return Objects.requireNonNull(told.principals().get(alice));
  }
}
