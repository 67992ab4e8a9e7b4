package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sibling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloakroom.PrincipalResolver;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.TextCodec;
import io.cloakroom.lifecycle.LoggedAttributeProblems;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.lifecycle.StoredSessions;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.MemcachedText;
import io.cloakroom.testing.RoundTripProxy;
import io.cloakroom.testing.TestServers;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rename that is cut off before each of its steps, and others who meet it. */
class MemcachedRenameTests {

  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final int ROUNDS = 10;
  private static final int READERS = 4;

  private final String namespace = MemcachedStores.namespace();
  private final Endpoint memcached = TestServers.memcached();

  private RoundTripProxy wire;
  private MemcachedSessionRepository crashing;
  private MemcachedSessionRepository other;

  @BeforeEach
  void connect() {
    wire = new RoundTripProxy(memcached);
    crashing = MemcachedStores.on(namespace, wire.endpoint());
    other = MemcachedStores.on(namespace, memcached);
    crashing.probe();
  }

  @AfterEach
  void disconnect() {
    crashing.close();
    other.close();
    wire.close();
  }

  @Test
  void renameThatDidNotBeginChangesNothing() {
    SessionKey from = insert();
    SessionKey to = sibling(from);

    crash("cas ", from, to);

    assertThat(attributes(from)).containsExactly("a");
    assertThat(other.find(to)).isNull();
  }

  @Test
  void renameThatWasCutOffInTheMiddleIsUndone() {
    SessionKey from = insert();
    SessionKey to = sibling(from);

    crash("add ", from, to);

    assertThat(other.find(from)).isNull();
    assertThat(other.find(to)).isNull();
    await().atMost(A_WHILE).until(() -> other.find(from) != null);
    assertThat(attributes(from)).containsExactly("a");
    assertThat(other.find(to)).isNull();
    // It is a session as any other.
    assertThat(other.update(found(from), put("b", json(2)))).isNotNull();
    SessionKey next = sibling(from);
    assertThat(other.rename(from, next)).isTrue();
    assertThat(attributes(next)).containsExactlyInAnyOrder("a", "b");
    assertThat(other.delete(Set.of(next))).containsExactly(next);
  }

  @Test
  void undoingThatWasCutOffIsDoneByTheNext() {
    SessionKey from = insert();
    crashLongEnoughAgo(from);
    wire.crashBefore(request -> request.startsWith("cas "));
    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> crashing.find(from));

    assertThat(attributes(from)).containsExactly("a");
  }

  @Test
  void allWhoReadAtTheSameTimeFindTheSessionWhoseRenameIsUndone() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        SessionKey from = insert();
        crashLongEnoughAgo(from);
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<Set<String>>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
          readers.add(
              threads.submit(
                  () -> {
                    begin.await();
                    return attributes(from);
                  }));
        }
        begin.countDown();
        for (Future<Set<String>> reader : readers) {
          assertThat(reader.get(30, TimeUnit.SECONDS)).containsExactly("a");
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void sessionThatIsEndedByAnAdministratorAfterItsRenameWasCutOffDoesNotComeBack() {
    SessionKey from = insert();
    crash("add ", from, sibling(from));
    StoredSessions sessions = sessions(other);

    assertThat(sessions.end(from)).isTrue();

    assertThat(other.find(from)).isNull();
    assertThat(sessions.end(from)).isFalse();
  }

  @Test
  void sessionThatIsLeavingIsFoundOnlyToBeEnded() {
    SessionKey from = insert();
    crash("add ", from, sibling(from));

    assertThat(other.findForDeletion(from)).isNotNull();
    assertThat(other.find(from)).isNull();
    assertThat(other.findStored(from)).isNull();
  }

  @Test
  void undoneRenameCannotBeCompletedLater() {
    SessionKey from = insert();
    SessionKey to = sibling(from);
    crash("add ", from, to);
    await().atMost(A_WHILE).until(() -> other.find(from) != null);

    // What the slow node was about to do.
    assertThat(other.insert(session(to, Duration.ZERO, Duration.ofHours(1), null, null, Map.of())))
        .isNull();
    assertThat(other.find(to)).isNull();
    assertThat(other.update(found(from), put("b", json(1)))).isNotNull();
  }

  @Test
  void sessionThatIsEndedAfterItsRenameWasCutOffDoesNotComeBack() {
    SessionKey from = insert();
    SessionKey to = sibling(from);
    crash("add ", from, to);

    assertThat(other.delete(Set.of(from))).containsExactly(from);

    assertThat(timeLeft(from)).isEqualTo(-2);
    assertThat(other.delete(Set.of(from, to))).isEmpty();
    // What the slow node was about to do.
    assertThat(other.insert(session(to, Duration.ZERO, Duration.ofHours(1), null, null, Map.of())))
        .isNull();
    assertThat(other.find(to)).isNull();
  }

  @Test
  void renameThatWasCutOffAtItsEndIsDone() {
    SessionKey from = insert();
    SessionKey to = sibling(from);

    crashAtTheEnd(from, to);

    assertThat(attributes(to)).containsExactly("a");
    assertOldKeyIsDead(from);
  }

  @Test
  void whatSuchARenameLeftDoesNotComeBackWhenTheSessionEnds() {
    SessionKey from = insert();
    SessionKey to = sibling(from);
    crashAtTheEnd(from, to);
    assertThat(timeLeft(from)).isBetween(1L, Item.MARK_SECONDS);

    assertThat(other.delete(Set.of(to))).containsExactly(to);

    assertThat(timeLeft(from)).isEqualTo(-2);
    assertOldKeyIsDead(from);
  }

  @Test
  void whatSuchARenameLeftDoesNotComeBackWhenTheSessionIsRenamedAgain() {
    SessionKey from = insert();
    SessionKey to = sibling(from);
    SessionKey next = sibling(from);
    crashAtTheEnd(from, to);
    assertThat(other.update(found(to), put("b", json(2)))).isNotNull();

    assertThat(other.rename(to, next)).isTrue();

    assertThat(timeLeft(from)).isEqualTo(-2);
    assertThat(attributes(next)).containsExactlyInAnyOrder("a", "b");
    assertOldKeyIsDead(to);
  }

  @Test
  void touchDoesNotKeepWhatARenameLeft() {
    SessionKey from = insert();
    crashAtTheEnd(from, sibling(from));

    other.touch(List.of(new Touch(from, Duration.ZERO)));

    assertThat(timeLeft(from)).isBetween(1L, Item.MARK_SECONDS);
  }

  /**
   * A touch that met the rename moves the old item's end, and may be cut off before it mends it.
   */
  @Test
  void whatARenameLeftDoesNotComeBackThoughATouchKeptIt() {
    SessionKey from = insert();
    SessionKey to = sibling(from);
    crashAtTheEnd(from, to);
    age(from, Item.MARK_SECONDS + 2);
    age(to, Item.MARK_SECONDS + 2);
    assertThat(other.delete(Set.of(to))).containsExactly(to);

    assertThat(timeLeft(from)).isEqualTo(-1);
    assertOldKeyIsDead(from);
  }

  @Test
  void slowWriterWithTheOldKeyWritesNothing() {
    SessionKey from = insert();
    SessionRecord read = found(from);
    SessionKey to = sibling(from);
    assertThat(crashing.rename(from, to)).isTrue();

    assertThat(other.update(read, put("late", json(1)))).isNull();

    assertThat(attributes(to)).containsExactly("a");
    assertOldKeyIsDead(from);
  }

  private void crashLongEnoughAgo(SessionKey from) {
    await().ignoreExceptions().untilAsserted(crashing::probe);
    crash("add ", from, sibling(from));
    age(from, ItemRename.PATIENCE_SECONDS + 1);
    await().ignoreExceptions().untilAsserted(crashing::probe);
  }

  /** Makes the rename of an item older, and the item endless. */
  private void age(SessionKey key, long seconds) {
    String name = namespace + ":" + key;
    byte[] value = MemcachedText.value(memcached, name).orElseThrow();
    Item item = Objects.requireNonNull(ItemFormat.decode(value));
    Item older = item.renaming(item.state(), item.version(), item.other(), item.since() - seconds);
    MemcachedText.set(
        memcached, name, new String(ItemFormat.encode(older), StandardCharsets.ISO_8859_1));
  }

  private void crash(String before, SessionKey from, SessionKey to) {
    wire.crashBefore(request -> request.startsWith(before));
    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> crashing.rename(from, to));
  }

  /** Who asked is told that the session has its new key. */
  private void crashAtTheEnd(SessionKey from, SessionKey to) {
    wire.crashBefore(request -> request.startsWith("delete "));
    assertThat(crashing.rename(from, to)).isTrue();
  }

  private void assertOldKeyIsDead(SessionKey from) {
    SessionRecord old =
        Objects.requireNonNull(
            other.insert(
                session(sibling(from), Duration.ZERO, Duration.ZERO, null, null, Map.of())));
    SessionRecord base =
        new SessionRecord(
            from,
            old.lineage(),
            1,
            old.createdAt(),
            old.accessedAt(),
            null,
            old.readAt(),
            old.idle(),
            null,
            Map.of());
    assertThat(other.find(from)).isNull();
    assertThat(other.update(base, put("late", json(1)))).isNull();
    assertThat(other.rename(from, sibling(from))).isFalse();
    assertThat(other.delete(Set.of(from))).isEmpty();
  }

  private static StoredSessions sessions(SessionRepository repository) {
    return new StoredSessions(
        repository,
        new SessionFactory(
            new TextCodec(),
            PrincipalResolver.NONE,
            new SessionTimeouts(SampleSessions.IDLE, null),
            new LoggedAttributeProblems(SessionMeters.NONE),
            true),
        new TouchBuffer(repository, Duration.ofHours(1), 100, SessionMeters.NONE),
        event -> {});
  }

  private SessionKey insert() {
    return Objects.requireNonNull(crashing.insert(session(Map.of("a", json(1))))).key();
  }

  private SessionRecord found(SessionKey key) {
    return Objects.requireNonNull(other.find(key), () -> "not live: " + key);
  }

  private Set<String> attributes(SessionKey key) {
    return found(key).attributes().keySet();
  }

  private long timeLeft(SessionKey key) {
    return MemcachedText.timeLeft(memcached, namespace + ":" + key);
  }
}
