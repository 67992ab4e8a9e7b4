package io.cloakroom.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.memory.MemoryRevocationStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one store, whose clocks and ways to it a test sets. */
class PolledRevocationsTests {

  private static final Duration DELAY = Duration.ofSeconds(5);
  private static final Duration RETENTION = Duration.ofMinutes(20);
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - DELAY.toNanos());
  private final AtomicLong millis = new AtomicLong(System.currentTimeMillis());
  private final MemoryRevocationStore store = new MemoryRevocationStore();
  private final FaultyRevocationStore way = new FaultyRevocationStore(store);
  private final PolledRevocations node = node(way, DELAY);
  private final PolledRevocations other =
      new PolledRevocations(store, DELAY, RETENTION, DEADLINE, Clocks.SYSTEM);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SessionKey session = SessionId.random().key();

  @AfterEach
  void stop() {
    way.release();
    threads.shutdownNow();
    node.close();
  }

  @Test
  void whatANodeRevokesCountsThereAtOnce() {
    assertThat(node.isRevoked(session, "alice", 0)).isFalse();

    node.revoke(session);

    assertThat(node.isRevoked(session, "alice", Long.MAX_VALUE)).isTrue();
    assertThat(node.isRevoked(SessionId.random().key(), "alice", 0)).isFalse();
    assertThat(way.reads()).isEqualTo(1);
  }

  @Test
  void whatIsKeptForEverIsDenied() {
    Duration never = Duration.ofDays(110_000);
    PolledRevocations patient = new PolledRevocations(store, DELAY, never, DEADLINE, Clocks.SYSTEM);

    patient.revoke(session);

    assertThat(patient.isRevoked(session, null, 0)).isTrue();
    assertThat(other.isRevoked(session, null, 0)).isTrue();
  }

  @Test
  void whatAnotherNodeRevokesCountsAfterTheDelayAtTheLatest() {
    node.refresh();
    other.revoke(session);

    pass(DELAY);
    assertThat(node.isRevoked(session, null, 0)).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(node.isRevoked(session, null, 0)).isTrue();
  }

  @Test
  void storeIsNotAskedWithinTheDelay() {
    node.refresh();

    for (int i = 0; i < 10_000; i++) {
      assertThat(node.isRevoked(SessionId.random().key(), "alice", 1)).isFalse();
    }

    assertThat(way.reads()).isEqualTo(1);
  }

  @Test
  void signOutEverywhereRevokesWhatIsOlderAndNothingElse() {
    long before = node.epoch("alice");
    long others = node.epoch("bob");

    node.revokeAll("alice");

    long after = other.epoch("alice");
    other.refresh();
    for (PolledRevocations each : List.of(node, other)) {
      assertThat(each.isRevoked(session, "alice", before)).isTrue();
      assertThat(each.isRevoked(session, "alice", after)).isFalse();
      assertThat(each.isRevoked(session, "bob", others)).isFalse();
      assertThat(each.isRevoked(session, "Alice", before)).isFalse();
      assertThat(each.isRevoked(session, null, 0)).isFalse();
    }
  }

  @Test
  void tokenThatAStaleNodeRenewsIsRevokedToo() {
    other.refresh();
    long epoch = other.epoch("alice");
    node.revoke(session);
    node.revokeAll("alice");

    // Renewed there, since nobody knows better yet: with the same session, principal and epoch.
    assertThat(other.isRevoked(session, "alice", epoch)).isFalse();

    other.refresh();
    assertThat(other.isRevoked(session, "alice", epoch)).isTrue();
    assertThat(other.isRevoked(session, null, 0)).isTrue();
  }

  @Test
  void sparedSessionStaysAsItIsUntilTheNextTime() {
    SessionKey spared = SessionId.random().key();
    long epoch = node.epoch("alice");

    node.revokeAll("alice", spared);
    other.refresh();
    for (PolledRevocations each : List.of(node, other)) {
      assertThat(each.isRevoked(spared, "alice", epoch)).isFalse();
      assertThat(each.isRevoked(session, "alice", epoch)).isTrue();
    }

    other.revokeAll("alice", session);
    assertThat(other.isRevoked(spared, "alice", epoch)).isTrue();
  }

  @Test
  void sessionThatWasRevokedElsewhereDoesNotSpareItself() {
    other.refresh();
    long epoch = other.epoch("alice");
    node.revokeAll("alice");
    assertThat(other.isRevoked(session, "alice", epoch)).isFalse(); // Not known there yet.

    other.revokeAll("alice", session);

    node.refresh();
    for (PolledRevocations each : List.of(node, other)) {
      assertThat(each.isRevoked(session, "alice", epoch)).isTrue();
    }
  }

  @Test
  void sessionThatTheStoreForgotToHaveRevokedDoesNotSpareItself() {
    long epoch = node.epoch("alice");
    node.revokeAll("alice");
    node.revokeAll("alice", session); // In vain.
    other.refresh();
    store.clear();
    long denied = System.currentTimeMillis();
    await().until(() -> System.currentTimeMillis() > denied); // So that the next epoch is higher.

    node.revokeAll("alice", session);

    other.refresh();
    for (PolledRevocations each : List.of(node, other)) {
      assertThat(each.isRevoked(session, "alice", epoch)).isTrue();
    }
  }

  @Test
  void nobodysTokensNeedNoEpoch() {
    way.fail(new SessionStoreUnavailableException("away", null));

    assertThat(node.epoch(null)).isZero();
  }

  @Test
  void pauseOfTheNodeMakesItAskFirst() {
    node.refresh();
    other.revoke(session);

    nanos.addAndGet(DELAY.toNanos() + 1);

    assertThat(node.isRevoked(session, null, 0)).isTrue();
  }

  @Test
  void suspendedMachineWhoseMonotonicClockStoodStillAsksFirst() {
    node.refresh();
    other.revoke(session);

    millis.addAndGet(DELAY.toMillis() + 1);

    assertThat(node.isRevoked(session, null, 0)).isTrue();
  }

  @Test
  void clockThatIsAnHourOffOrSetBackDoesNotMatter() {
    millis.addAndGet(-Duration.ofHours(1).toMillis());
    long epoch = node.epoch("alice");
    node.revokeAll("alice");
    other.refresh();
    assertThat(other.isRevoked(session, "alice", epoch)).isTrue();
    assertThat(other.isRevoked(session, "alice", node.epoch("alice"))).isFalse();

    node.refresh();
    millis.addAndGet(-Duration.ofHours(1).toMillis());
    assertThat(node.isRevoked(session, "bob", 0)).isFalse();
    other.revoke(session);
    nanos.addAndGet(DELAY.toNanos() + 1);
    assertThat(node.isRevoked(session, "bob", 0)).isTrue();
  }

  @Test
  void withoutAnAnswerNothingIsSaidButWhatIsKnownToBeRevoked() {
    SessionKey known = SessionId.random().key();
    long epoch = node.epoch("alice");
    node.refresh();
    node.revoke(known);
    node.revokeAll("alice");

    way.fail(new SessionStoreUnavailableException("Redis is away", null));
    pass(DELAY);
    assertThat(node.isRevoked(session, "bob", 0)).isFalse();
    pass(Duration.ofNanos(1));
    assertUnknown(() -> node.isRevoked(session, "bob", 0));
    assertThat(node.isRevoked(known, "bob", 0)).isTrue();
    assertThat(node.isRevoked(Set.of(session, known), "bob", 0)).isTrue();
    assertThat(node.isRevoked(session, "alice", epoch)).isTrue();

    way.fail(null);
    assertThat(node.isRevoked(session, "bob", 0)).isFalse();
  }

  @Test
  void storeThatRefusesIsAsGoodAsAway() {
    way.fail(new SessionStoreRejectedException("Redis refused (NOPERM)", null));

    assertUnknown(() -> node.isRevoked(session, "bob", 0));
  }

  @Test
  void whatTheStoreDidNotConfirmIsNotSaidToBeRevoked() {
    node.refresh();
    way.fail(new SessionStoreUnavailableException("away", null));

    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> node.revoke(session));
    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> node.revokeAll("alice"));
    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> node.epoch("alice"));

    assertThat(node.isRevoked(session, "alice", 0)).isFalse();
  }

  @Test
  void oneOfManyRequestsAsksForAll() throws Exception {
    other.revoke(session);
    way.hold();

    List<Future<Boolean>> answers = manyTimes(16, () -> node.isRevoked(session, null, 0));
    await().until(() -> way.waiting() == 1);
    way.release();

    for (Future<Boolean> answer : answers) {
      assertThat(answer.get(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(way.reads()).isEqualTo(1);
  }

  @Test
  void nobodyWaitsLongerThanTheDeadlineForSomebodyElsesQuestion() {
    way.hold();
    Future<?> asking = threads.submit(node::refresh);
    await().until(() -> way.waiting() == 1);

    long began = System.nanoTime();
    assertUnknown(() -> node.isRevoked(session, null, 0));

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(DEADLINE.minusMillis(100), DEADLINE.plusSeconds(2));
    assertThat(asking).isNotDone();
  }

  @Test
  void thoseWhoWaitFailWithTheOneWhoAsks() {
    Duration patience = Duration.ofSeconds(30);
    PolledRevocations node = new PolledRevocations(way, DELAY, RETENTION, patience, Clocks.SYSTEM);
    way.hold();
    List<Future<Boolean>> answers = manyTimes(16, () -> node.isRevoked(session, null, 0));
    await().until(() -> way.waiting() == 1);
    way.fail(new SessionStoreUnavailableException("Redis is away", null));
    way.release();

    for (Future<Boolean> answer : answers) {
      assertThat(answer)
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(SessionStoreUnavailableException.class);
    }
  }

  @Test
  void answerThatTookLongerThanTheDelayIsTakenByTheOneWhoAsked() {
    other.revoke(session);
    way.during(() -> pass(DELAY.multipliedBy(3)));

    assertThat(node.isRevoked(SessionId.random().key(), null, 0)).isFalse();
    assertThat(way.reads()).isEqualTo(1);

    way.during(() -> {});
    assertThat(node.isRevoked(SessionId.random().key(), null, 0)).isFalse();
    assertThat(way.reads()).isEqualTo(2);
  }

  @Test
  void storeThatLosesEverythingBringsNothingBackAndLocksNobodyOut() {
    long before = node.epoch("alice");
    node.revokeAll("alice");
    node.revoke(session);

    store.clear();
    node.refresh();

    assertThat(node.isRevoked(session, null, 0)).isTrue();
    SessionKey fresh = SessionId.random().key();
    assertThat(node.isRevoked(fresh, "alice", before)).isTrue();
    assertThat(node.isRevoked(fresh, "alice", node.epoch("alice"))).isFalse();
  }

  @Test
  void backgroundAsksOftenEnoughForRequestsNotTo() {
    Duration delay = Duration.ofSeconds(4);
    FaultyRevocationStore polled = new FaultyRevocationStore(store);
    try (PolledRevocations running =
        new PolledRevocations(polled, delay, RETENTION, DEADLINE, Clocks.SYSTEM)) {
      running.refresh();
      polled.readers().clear();
      other.revoke(session);
      running.start();

      await()
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> running.isRevoked(session, null, 0));

      assertThat(polled.readers()).hasSize(1).doesNotContain(Thread.currentThread());
    }
  }

  @Test
  void whatIsOverIsForgotten() {
    try (PolledRevocations running = node(way, Duration.ofMillis(20))) {
      running.revoke(session);
      running.revokeAll("alice");
      running.start();
      assertThat(running.size()).isEqualTo(2);

      // The store goes on to tell, by its own clock.
      store.clear();
      pass(RETENTION.plusMinutes(1));

      await().until(() -> running.size() == 0);
    }
  }

  @Test
  void noneRevokesNothing() {
    Revocations.NONE.revoke(session);
    Revocations.NONE.revokeAll("alice");

    assertThat(Revocations.NONE.isRevoked(session, "alice", 0)).isFalse();
    assertThat(Revocations.NONE.epoch("alice")).isZero();
  }

  private PolledRevocations node(FaultyRevocationStore over, Duration delay) {
    return new PolledRevocations(
        over, delay, RETENTION, DEADLINE, new Clocks(nanos::get, millis::get));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    millis.addAndGet(time.toMillis());
  }

  private <T> List<Future<T>> manyTimes(int times, Callable<T> question) {
    List<Future<T>> answers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      answers.add(threads.submit(question));
    }
    return answers;
  }

  private static void assertUnknown(ThrowingCallable question) {
    assertThatExceptionOfType(SessionStoreUnavailableException.class).isThrownBy(question);
  }
}
