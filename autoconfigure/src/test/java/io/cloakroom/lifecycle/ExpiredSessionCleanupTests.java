package io.cloakroom.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.PrincipalResolver;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.TextCodec;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.event.SessionEventListener;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.memory.MemorySessionRepository;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExpiredSessionCleanupTests {

  private final MemorySessionRepository repository =
      new MemorySessionRepository(SampleSessions.TOUCHES);
  private final ConcurrentLinkedQueue<SessionEvent> events = new ConcurrentLinkedQueue<>();

  @Test
  void expiredSessionIsAnnouncedWithItsAttributesAndRemoved() {
    SessionKey old = insertExpired();
    SessionKey live = insertLive();

    assertThat(cleanup(events::add, 10).run()).isEqualTo(1);

    SessionEvent.Expired event = (SessionEvent.Expired) events.element();
    assertThat(event.key()).isEqualTo(old);
    assertThat(Objects.requireNonNull(event.session()).attribute("a")).isEqualTo("kept");
    assertThat(repository.claim(10, Duration.ofMillis(-1))).isEmpty();
    assertThat(repository.find(live)).isNotNull();
  }

  @Test
  void manySessionsAreRemovedInBatches() {
    for (int i = 0; i < 25; i++) {
      insertExpired();
    }

    assertThat(cleanup(events::add, 10).run()).isEqualTo(25);
    assertThat(cleanup(events::add, 10).run()).isZero();
    assertThat(events).hasSize(25);
  }

  @Test
  void sessionIsAnnouncedAgainIfItsNodeDiedBeforeItWasForgotten() {
    SessionKey old = insertExpired();
    ExpiryQueue dying =
        new ExpiryQueue() {
          @Override
          public List<Expired> claim(int limit, Duration lease) {
            return repository.claim(limit, Duration.ofMillis(-1));
          }

          @Override
          public void forget(java.util.Collection<SessionKey> claimed) {
            throw new IllegalStateException("died");
          }
        };

    try {
      cleanup(dying, events::add, 10).run();
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("died");
    }
    cleanup(events::add, 10).run();

    assertThat(events).extracting(SessionEvent::key).containsExactly(old, old);
  }

  @Test
  void listenerThatFailsKeepsNobodyFromHearing() {
    insertExpired();
    SessionEventListener failing =
        event -> {
          throw new IllegalStateException("listener");
        };

    cleanup(new SessionEvents(List.of(failing, events::add)), 10).run();

    assertThat(events).hasSize(1);
  }

  @Test
  void twoNodesAnnounceEachSessionOnce() throws Exception {
    Set<SessionKey> old = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      old.add(insertExpired());
    }
    CountDownLatch begin = new CountDownLatch(1);
    List<Thread> nodes = List.of(new Thread(() -> run(begin)), new Thread(() -> run(begin)));
    nodes.forEach(Thread::start);

    begin.countDown();
    for (Thread node : nodes) {
      node.join(TimeUnit.SECONDS.toMillis(10));
    }

    assertThat(events)
        .extracting(SessionEvent::key)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(old);
  }

  @Test
  void schedulerRunsAgainAndAgainOnAThreadOfItsOwn() {
    ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();
    CleanupScheduler scheduler =
        new CleanupScheduler(
            cleanup(event -> threads.add(Thread.currentThread().getName()), 10),
            Duration.ofMillis(20));
    scheduler.start();

    insertExpired();
    await().atMost(Duration.ofSeconds(5)).until(() -> threads.size() == 1);
    insertExpired();
    await().atMost(Duration.ofSeconds(5)).until(() -> threads.size() == 2);
    scheduler.close();

    assertThat(threads).containsOnly("cloakroom-cleanup");
    insertExpired();
    assertThat(threads).hasSize(2);
  }

  @Test
  void runThatFailedIsTriedAgainSoonerThanTheNextOneIsDue() {
    insertExpired();
    AtomicInteger tries = new AtomicInteger();
    ExpiryQueue overloaded =
        new ExpiryQueue() {
          @Override
          public List<Expired> claim(int limit, Duration lease) {
            if (tries.incrementAndGet() < 7) {
              throw new SessionStoreUnavailableException("overloaded", null);
            }
            return repository.claim(limit, lease);
          }

          @Override
          public void forget(java.util.Collection<SessionKey> claimed) {
            repository.forget(claimed);
          }
        };

    // Six whole intervals would take nine seconds at least.
    try (CleanupScheduler scheduler =
        new CleanupScheduler(cleanup(overloaded, events::add, 10), Duration.ofSeconds(2))) {
      scheduler.start();

      await().atMost(Duration.ofSeconds(8)).until(() -> events.size() == 1);
    }
  }

  private void run(CountDownLatch begin) {
    try {
      begin.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    cleanup(events::add, 7).run();
  }

  private ExpiredSessionCleanup cleanup(SessionEventListener listener, int batchSize) {
    return cleanup(repository, listener, batchSize);
  }

  private static ExpiredSessionCleanup cleanup(
      ExpiryQueue queue, SessionEventListener listener, int batchSize) {
    SessionFactory sessions =
        new SessionFactory(
            new TextCodec(),
            PrincipalResolver.NONE,
            new SessionTimeouts(Duration.ofMinutes(30), null),
            new LoggedAttributeProblems(SessionMeters.NONE),
            true);
    return new ExpiredSessionCleanup(queue, sessions, listener, SessionMeters.NONE, batchSize);
  }

  private SessionKey insertExpired() {
    return Objects.requireNonNull(repository.insert(SampleSessions.expired())).key();
  }

  private SessionKey insertLive() {
    return Objects.requireNonNull(repository.insert(SampleSessions.session(Map.of()))).key();
  }
}
