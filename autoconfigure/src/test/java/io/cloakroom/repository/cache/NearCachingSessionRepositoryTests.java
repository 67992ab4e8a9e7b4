package io.cloakroom.repository.cache;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.TOUCHES;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sibling;
import static io.cloakroom.repository.SampleSessions.unusedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.ChangeFeed;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionCatalog;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import io.cloakroom.repository.memory.MemorySessionRepository;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the near cache may answer, and when: without any Redis, by a feed that the test speaks. */
class NearCachingSessionRepositoryTests {

  private static final long MEGABYTE = 1024 * 1024;
  private static final Duration DELAY = Duration.ofSeconds(2);

  private final Store store = new Store();
  private final Feed feed = new Feed();
  private final AtomicLong clock = new AtomicLong(System.nanoTime());
  private final NearCachingSessionRepository cache = cache(MEGABYTE);

  @Test
  void secondReadDoesNotAskTheStore() {
    SessionRecord session = insert(session(Map.of("a", json(1))));

    cache.find(session.key());
    SessionRecord second = Objects.requireNonNull(cache.find(session.key()));

    assertThat(store.finds).hasValue(1);
    assertThat(second.attributes().get("a")).isEqualTo(json(1));
    assertThat(second.version()).isEqualTo(1);
    assertThat(cache.hits()).isEqualTo(1);
    assertThat(cache.misses()).isEqualTo(1);
  }

  @Test
  void readForADecisionAsksTheStore() {
    SessionRecord session = cached();

    change(session.key(), "a", 2);

    assertThat(Objects.requireNonNull(cache.findStored(session.key())).attributes().get("a"))
        .isEqualTo(json(2));
    assertThat(value(session.key())).isEqualTo("1");
  }

  @Test
  void absentSessionIsAskedForAgain() {
    SessionKey key = SessionId.random().key();

    assertThat(cache.find(key)).isNull();
    insert(session(key, Duration.ZERO, IDLE, null, null, Map.of()));

    assertThat(cache.find(key)).isNotNull();
  }

  @Test
  void changeThatTheStoreTellsOfIsSeen() {
    SessionRecord session = cached();
    change(session.key(), "a", 2);

    feed.listener().changed(session.key());

    assertThat(value(session.key())).isEqualTo("2");
  }

  @Test
  void changesThatMayHaveBeenMissedAreSeen() {
    SessionRecord session = cached();
    change(session.key(), "a", 2);

    feed.listener().missed();

    assertThat(value(session.key())).isEqualTo("2");
  }

  @Test
  void nothingIsServedOrKeptWhileTheStoreDoesNotTellOfChanges() {
    SessionRecord session = cached();
    feed.current = false;

    change(session.key(), "a", 2);
    assertThat(value(session.key())).isEqualTo("2");
    SessionRecord other = insert(session(Map.of("a", json(1))));
    cache.find(other.key());
    int before = store.finds.get();
    feed.listener().missed();
    feed.current = true;
    cache.find(other.key());

    assertThat(store.finds).hasValue(before + 1);
  }

  @Test
  void answerThatWasOutdatedBeforeItArrivedIsNotKept() throws Exception {
    SessionRecord session = insert(session(Map.of("a", json(1))));
    CompletableFuture<?> slow = store.slowFind(() -> cache.find(session.key()));

    store.awaitAnswer();
    change(session.key(), "a", 2);
    feed.listener().changed(session.key());
    store.release(slow);

    assertThat(value(session.key())).isEqualTo("2");
  }

  @Test
  void answerThatWasOutdatedByALossBeforeItArrivedIsNotKept() throws Exception {
    SessionRecord session = insert(session(Map.of("a", json(1))));
    CompletableFuture<?> slow = store.slowFind(() -> cache.find(session.key()));

    store.awaitAnswer();
    change(session.key(), "a", 2);
    feed.listener().missed();
    store.release(slow);

    assertThat(value(session.key())).isEqualTo("2");
  }

  @Test
  void answerThatArrivedBeforeItWasOutdatedIsDropped() throws Exception {
    SessionRecord session = insert(session(Map.of("a", json(1))));
    CompletableFuture<?> slow = store.slowFind(() -> cache.find(session.key()));

    store.awaitAnswer();
    change(session.key(), "a", 2);
    store.release(slow);
    assertThat(value(session.key())).isEqualTo("1");
    feed.listener().changed(session.key());

    assertThat(value(session.key())).isEqualTo("2");
  }

  @Test
  void answerThatOwnWritesOutdatedIsNotKept() throws Exception {
    for (int write = 0; write < 4; write++) {
      SessionRecord session = insert(session(Map.of("a", json(1))));
      CompletableFuture<?> slow = store.slowFind(() -> cache.find(session.key()));

      store.awaitAnswer();
      switch (write) {
        case 0 -> cache.update(session, put("a", json(2)));
        case 1 -> cache.delete(Set.of(session.key()));
        case 2 -> cache.rename(session.key(), sibling(session.key()));
        default -> cache.touch(List.of(new Touch(session.key(), Duration.ZERO)));
      }
      store.release(slow);

      assertThat(cache.find(session.key()))
          .usingRecursiveComparison()
          .ignoringFields("readAt")
          .isEqualTo(store.find(session.key()));
      assertThat(cache.misses()).isEqualTo(2 * write + 2);
    }
  }

  @Test
  void olderAnswerDoesNotReplaceTheNewerOne() throws Exception {
    SessionRecord session = insert(session(Map.of("a", json(1))));
    CompletableFuture<?> slow = store.slowFind(() -> cache.find(session.key()));

    store.awaitAnswer();
    change(session.key(), "a", 2);
    feed.listener().changed(session.key());
    assertThat(value(session.key())).isEqualTo("2");
    store.release(slow);

    assertThat(value(session.key())).isEqualTo("2");
  }

  @Test
  void failedReadLeavesNothingBehind() {
    SessionRecord session = insert(session(Map.of("a", json(1))));
    store.away = true;
    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> cache.find(session.key()));
    store.away = false;

    assertThat(value(session.key())).isEqualTo("1");
  }

  @Test
  void writeWhoseOutcomeIsUnknownDropsItsSession() {
    SessionRecord session = cached();
    store.loseAnswers = true;

    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> cache.update(session, put("a", json(2))));
    assertThat(value(session.key())).isEqualTo("2");

    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> cache.delete(Set.of(session.key())));
    assertThat(cache.find(session.key())).isNull();
  }

  @Test
  void ownChangesAreSeenAtOnce() {
    SessionRecord session = cached();

    cache.update(session, put("a", json(2)));
    assertThat(value(session.key())).isEqualTo("2");
    SessionKey to = sibling(session.key());
    cache.rename(session.key(), to);
    assertThat(cache.find(session.key())).isNull();
    assertThat(value(to)).isEqualTo("2");
    cache.delete(Set.of(to));
    assertThat(cache.find(to)).isNull();
  }

  @Test
  void ownTouchIsSeenAtOnce() {
    SessionRecord session = insert(unusedFor(Duration.ofMinutes(20), IDLE, null));
    assertThat(unused(session.key())).isGreaterThanOrEqualTo(Duration.ofMinutes(20));

    cache.touch(List.of(new Touch(session.key(), Duration.ZERO)));

    assertThat(unused(session.key())).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void sessionThatThisNodeClaimsIsNotServed() {
    SessionRecord session = insert(unusedFor(IDLE.minusSeconds(1), IDLE, null));
    assertThat(cache.find(session.key())).isNotNull();
    ExpiryQueue queue = cache.expiryQueue().orElseThrow();
    store.claimed = List.of(new ExpiryQueue.Expired(session.key(), session));
    store.memory.delete(Set.of(session.key()));

    queue.claim(1, Duration.ofMinutes(1));

    assertThat(cache.find(session.key())).isNull();
  }

  @Test
  void copyGrowsOlderByTheMonotonicClock() {
    SessionRecord session = insert(unusedFor(Duration.ofMinutes(1), IDLE, null));
    Duration first = unused(session.key());

    pass(Duration.ofSeconds(30));

    assertThat(unused(session.key())).isEqualTo(first.plusSeconds(30));
    assertThat(store.finds).hasValue(1);
  }

  @Test
  void copyIsNotServedOnceItsSessionMayHaveEndedByBeingIdle() {
    SessionRecord session = insert(unusedFor(IDLE.minusSeconds(20), IDLE, null));
    cache.find(session.key());

    pass(Duration.ofSeconds(15));
    cache.find(session.key());
    assertThat(store.finds).hasValue(1);
    pass(Duration.ofSeconds(5));
    cache.find(session.key());

    assertThat(store.finds).hasValue(2);
  }

  @Test
  void copyIsNotServedNearTheEndOfItsMaximumLifetime() {
    SessionRecord session = insert(unusedFor(Duration.ZERO, IDLE, Duration.ofSeconds(20)));
    cache.find(session.key());

    pass(Duration.ofSeconds(15));
    cache.find(session.key());
    assertThat(store.finds).hasValue(1);
    pass(Duration.ofSeconds(4));
    cache.find(session.key());

    assertThat(store.finds).hasValue(2);
  }

  @Test
  void sessionThatNeverIdlesOutIsServed() {
    for (Duration never : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      SessionRecord session = insert(unusedFor(Duration.ofDays(3), never, null));
      int before = store.finds.get();

      cache.find(session.key());
      cache.find(session.key());

      assertThat(store.finds).hasValue(before + 1);
    }
  }

  @Test
  void copyIsReadAgainAfterAMinute() {
    SessionRecord session = cached();
    change(session.key(), "a", 2);

    pass(Duration.ofSeconds(59));
    assertThat(value(session.key())).isEqualTo("1");
    pass(Duration.ofSeconds(2));

    assertThat(value(session.key())).isEqualTo("2");
  }

  @Test
  void bytesThatACallerChangesAreItsOwn() {
    SessionRecord session = insert(session(Map.of("a", json(1))));

    for (int i = 0; i < 3; i++) {
      SessionRecord read = Objects.requireNonNull(cache.find(session.key()));
      assertThat(read.attributes().get("a")).isEqualTo(json(1));
      Objects.requireNonNull(read.attributes().get("a"))[0] = 'x';
      if (i == 0) {
        store.memory.update(session, put("a", json(1))); // The memory store shares its bytes.
      }
    }

    assertThat(store.finds).hasValue(1);
  }

  @Test
  void copiesAreBoundedByTheirBytes() {
    long bound = 100_000;
    NearCachingSessionRepository small = cache(bound);
    for (int i = 0; i < 200; i++) {
      byte[] kilobytes = json("x".repeat(5_000));
      SessionRecord session = insert(session(Map.of("a", kilobytes)));
      small.find(session.key());
      assertThat(small.bytes()).isLessThanOrEqualTo(bound);
    }
    assertThat(small.bytes()).isGreaterThan(bound / 2);

    SessionRecord large = insert(session(Map.of("a", json("x".repeat((int) bound)))));
    small.find(large.key());
    assertThat(small.bytes()).isLessThanOrEqualTo(bound);
    assertThat(small.find(large.key())).isNotNull();
  }

  @Test
  void capabilitiesAreThoseOfTheStore() {
    assertThat(cache.principalIndex()).containsSame(store.memory);
    assertThat(cache.catalog()).containsSame(store.memory);
    assertThat(cache.expiryQueue()).isPresent();
    cache.close();
    assertThat(feed.closed).isTrue();
  }

  private NearCachingSessionRepository cache(long maxBytes) {
    return new NearCachingSessionRepository(store, feed, maxBytes, DELAY, clock::get);
  }

  private SessionRecord insert(NewSession session) {
    return Objects.requireNonNull(cache.insert(session));
  }

  private SessionRecord cached() {
    SessionRecord session = insert(session(Map.of("a", json(1))));
    return Objects.requireNonNull(cache.find(session.key()));
  }

  private void change(SessionKey key, String name, int value) {
    SessionRecord base = Objects.requireNonNull(store.memory.find(key));
    store.memory.update(base, put(name, json(value)));
  }

  private @Nullable String value(SessionKey key) {
    SessionRecord found = cache.find(key);
    byte[] bytes = found == null ? null : found.attributes().get("a");
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private Duration unused(SessionKey key) {
    return Objects.requireNonNull(cache.find(key)).unused();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  /** Says what the test says. */
  private static final class Feed implements ChangeFeed, ChangeFeed.Subscription {

    volatile boolean current = true;
    volatile boolean closed;
    private @Nullable Listener listener;

    @Override
    public Subscription subscribe(Listener told, Duration maxDelay) {
      listener = told;
      return this;
    }

    Listener listener() {
      return Objects.requireNonNull(listener);
    }

    @Override
    public boolean isCurrent() {
      return current;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A store in memory that counts reads, and is slow, away or silent at will. */
  private static final class Store implements SessionRepository {

    final MemorySessionRepository memory = new MemorySessionRepository(TOUCHES);
    final AtomicInteger finds = new AtomicInteger();
    volatile boolean away;
    volatile boolean loseAnswers;
    volatile List<ExpiryQueue.Expired> claimed = List.of();
    private final ThreadLocal<Boolean> slow = ThreadLocal.withInitial(() -> false);
    private volatile CountDownLatch answered = new CountDownLatch(1);
    private volatile CountDownLatch released = new CountDownLatch(1);

    CompletableFuture<?> slowFind(Runnable find) {
      answered = new CountDownLatch(1);
      released = new CountDownLatch(1);
      return CompletableFuture.runAsync(
          () -> {
            slow.set(true);
            try {
              find.run();
            } finally {
              slow.remove();
            }
          });
    }

    void awaitAnswer() throws InterruptedException {
      assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
    }

    void release(CompletableFuture<?> reader) throws Exception {
      released.countDown();
      reader.get(10, TimeUnit.SECONDS);
    }

    @Override
    public @Nullable SessionRecord find(SessionKey key) {
      finds.incrementAndGet();
      if (away) {
        throw new SessionStoreUnavailableException("away", null);
      }
      SessionRecord found = memory.find(key);
      if (slow.get()) {
        answered.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return found;
    }

    @Override
    public @Nullable SessionRecord insert(NewSession session) {
      return memory.insert(session);
    }

    @Override
    public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
      return answer(memory.update(base, changes));
    }

    @Override
    public boolean rename(SessionKey from, SessionKey to) {
      return memory.rename(from, to);
    }

    @Override
    public Set<SessionKey> delete(Collection<SessionKey> keys) {
      return Objects.requireNonNull(answer(memory.delete(keys)));
    }

    @Override
    public void touch(Collection<Touch> touches) {
      memory.touch(touches);
    }

    @Override
    public Optional<ExpiryQueue> expiryQueue() {
      return Optional.of(
          new ExpiryQueue() {
            @Override
            public List<Expired> claim(int limit, Duration lease) {
              return claimed;
            }

            @Override
            public void forget(Collection<SessionKey> keys) {}
          });
    }

    @Override
    public Optional<PrincipalIndex> principalIndex() {
      return Optional.of(memory);
    }

    @Override
    public Optional<SessionCatalog> catalog() {
      return Optional.of(memory);
    }

    private <T> @Nullable T answer(@Nullable T result) {
      if (loseAnswers) {
        throw new SessionStoreUnavailableException("no answer", null);
      }
      return result;
    }
  }
}
