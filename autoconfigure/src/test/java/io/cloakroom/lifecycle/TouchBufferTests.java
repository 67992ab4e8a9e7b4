package io.cloakroom.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.SessionUse;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TouchBufferTests {

  private final ConcurrentLinkedQueue<List<Touch>> sent = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicInteger dropped = new AtomicInteger();

  @Test
  void manyUsesOfOneSessionAreOneTouch() {
    TouchBuffer buffer = buffer(10);
    SessionKey session = SessionId.random().key();

    buffer.add(session, new SessionUse());
    buffer.add(session, new SessionUse());
    buffer.add(SessionId.random().key(), new SessionUse());
    buffer.flush();
    buffer.flush();

    assertThat(sent).hasSize(1);
    assertThat(sent.element()).hasSize(2);
  }

  @Test
  void useThatDoesNotCountIsNotSentAndTakesNoOtherAway() {
    TouchBuffer buffer = buffer(10);
    SessionKey session = SessionId.random().key();
    SessionUse polling = new SessionUse();
    buffer.add(session, polling);
    polling.setCounted(false);
    buffer.flush();
    assertThat(sent).isEmpty();

    SessionUse pollingToo = new SessionUse();
    buffer.add(session, new SessionUse());
    buffer.add(session, pollingToo);
    pollingToo.setCounted(false);
    buffer.flush();

    assertThat(sent.element()).hasSize(1);
  }

  @Test
  void useWaitsUntilItCanNoLongerBeTakenBack() {
    TouchBuffer buffer = buffer(10, Duration.ofSeconds(2));
    SessionKey session = SessionId.random().key();
    buffer.start();
    long before = System.nanoTime();
    buffer.add(session, new SessionUse());

    await().atMost(Duration.ofSeconds(10)).until(() -> !sent.isEmpty());

    assertThat(System.nanoTime() - before).isGreaterThan(Duration.ofMillis(1490).toNanos());
    assertThat(sent.element().get(0).ago()).isGreaterThan(Duration.ofMillis(1490));
    buffer.close();
  }

  @Test
  void moreUsesThanABatchAreSentInSeveral() {
    TouchBuffer buffer = buffer(5000);
    for (int i = 0; i < 250; i++) {
      buffer.add(SessionId.random().key(), new SessionUse());
    }

    buffer.flush();

    assertThat(sent).extracting(List::size).containsExactly(100, 100, 50);
  }

  @Test
  void usesThatAnOutageDelayedKeepTheirAge() {
    TouchBuffer buffer = buffer(10);
    SessionKey session = SessionId.random().key();
    buffer.start();
    away.set(true);
    long before = System.nanoTime();
    buffer.add(session, new SessionUse());
    await().atMost(Duration.ofSeconds(5)).until(() -> !sent.isEmpty());
    sent.clear();
    away.set(false);

    await().atMost(Duration.ofSeconds(5)).until(() -> !sent.isEmpty());
    long after = System.nanoTime();

    Touch touch = sent.element().get(0);
    assertThat(touch.key()).isEqualTo(session);
    assertThat(touch.ago()).isPositive().isLessThan(Duration.ofNanos(after - before));
    buffer.close();
  }

  @Test
  void usesThatDoNotFitAreCountedAndForgotten() {
    TouchBuffer buffer = buffer(3);
    for (int i = 0; i < 5; i++) {
      buffer.add(SessionId.random().key(), new SessionUse());
    }

    buffer.flush();

    assertThat(sent.element()).hasSize(3);
    assertThat(dropped).hasValue(2);
  }

  @Test
  void usesOfSessionThatWasSavedAreForgotten() {
    TouchBuffer buffer = buffer(10);
    SessionKey session = SessionId.random().key();
    buffer.add(session, new SessionUse());
    buffer.add(session, new SessionUse());

    buffer.remove(session);
    buffer.flush();
    assertThat(sent).isEmpty();

    buffer.add(session, new SessionUse());
    buffer.flush();
    assertThat(sent.element()).hasSize(1);
  }

  @Test
  void usesThatDoNotCountLeaveRoomForOthers() {
    TouchBuffer buffer = buffer(1);
    SessionUse polling = new SessionUse();
    polling.setCounted(false);
    buffer.add(SessionId.random().key(), polling);
    buffer.flush();

    buffer.add(SessionId.random().key(), new SessionUse());
    buffer.flush();

    assertThat(sent.element()).hasSize(1);
    assertThat(dropped).hasValue(0);
  }

  @Test
  void closeSendsWhatWaits() {
    TouchBuffer buffer = buffer(10);
    buffer.start();
    buffer.add(SessionId.random().key(), new SessionUse());

    buffer.close();

    assertThat(sent).isNotEmpty();
  }

  @Test
  void closeDuringAnOutageFailsNothing() {
    TouchBuffer buffer = buffer(10);
    away.set(true);
    buffer.add(SessionId.random().key(), new SessionUse());

    buffer.close();

    assertThat(sent).hasSize(1);
  }

  private TouchBuffer buffer(int capacity) {
    return buffer(capacity, Duration.ofMillis(20));
  }

  private TouchBuffer buffer(int capacity, Duration flushInterval) {
    return new TouchBuffer(
        new Touched(),
        flushInterval,
        capacity,
        new SessionMeters() {
          @Override
          public void touchDropped() {
            dropped.incrementAndGet();
          }
        });
  }

  /** A store that knows of touches only, and is away at will. */
  private final class Touched implements SessionRepository {

    @Override
    public void touch(Collection<Touch> touches) {
      boolean refused = away.get();
      sent.add(List.copyOf(touches));
      if (refused) {
        throw new SessionStoreUnavailableException("away", null);
      }
    }

    @Override
    public @Nullable SessionRecord insert(NewSession session) {
      throw new AssertionError();
    }

    @Override
    public @Nullable SessionRecord find(SessionKey key) {
      throw new AssertionError();
    }

    @Override
    public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
      throw new AssertionError();
    }

    @Override
    public boolean rename(SessionKey from, SessionKey to) {
      throw new AssertionError();
    }

    @Override
    public Set<SessionKey> delete(Collection<SessionKey> keys) {
      throw new AssertionError();
    }
  }
}
