package io.cloakroom.repository.memcached;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.TOUCHES;
import static io.cloakroom.repository.SampleSessions.idle;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.lifetime;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.unusedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.Touch;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.MemcachedText;
import io.cloakroom.testing.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The clock of the server is the only one, and counts whole seconds. */
class MemcachedClockTests {

  private static final String NAMESPACE = MemcachedStores.namespace();

  private static Endpoint memcached;
  private static MemcachedSessionRepository repository;

  @BeforeAll
  static void connect() {
    memcached = TestServers.memcached();
    repository = MemcachedStores.on(NAMESPACE, memcached);
  }

  @AfterAll
  static void disconnect() {
    repository.close();
  }

  @Test
  void clockOfTheNodeIsNeverRead() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.cloakroom.repository.memcached"));
  }

  @Test
  void recordsAreDatedByTheServer() {
    SessionRecord inserted = insert(IDLE);
    long before = serverTime();

    SessionRecord found = Objects.requireNonNull(repository.find(inserted.key()));

    assertThat(found.readAt().getEpochSecond()).isBetween(before, serverTime());
  }

  @Test
  void clockThatWasFlushedIsSetAgain() {
    SessionRecord inserted = insert(IDLE);
    MemcachedText.call(memcached, "delete " + NAMESPACE + ":clock");

    assertThat(repository.find(inserted.key())).isNotNull();
    assertThat(MemcachedText.timeLeft(memcached, NAMESPACE + ":clock")).isPositive();
    MemcachedText.call(memcached, "delete " + NAMESPACE + ":clock");
    assertThat(repository.update(inserted, put("a", json(1)))).isNotNull();
    MemcachedText.call(memcached, "delete " + NAMESPACE + ":clock");
    repository.touch(List.of(new Touch(inserted.key(), Duration.ZERO)));
    MemcachedText.call(memcached, "delete " + NAMESPACE + ":clock");
    assertThat(repository.delete(List.of(inserted.key()))).hasSize(1);
  }

  @Test
  void itemIsKeptAsLongAsItsSessionLivesAndHardlyLonger() {
    SessionRecord inserted = insert(IDLE);

    Duration kept = Duration.ofSeconds(timeLeft(inserted.key()));

    assertThat(kept)
        .isBetween(IDLE.plus(TOUCHES.slack(IDLE)), IDLE.plus(TOUCHES.slack(IDLE)).plusSeconds(2));
  }

  @Test
  void timeoutAboveThirtyDaysIsNoDate() {
    Duration long60 = Duration.ofDays(60);
    SessionRecord inserted = insert(long60);
    assertKept(inserted.key(), long60);

    SessionRecord found = Objects.requireNonNull(repository.find(inserted.key()));
    repository.update(found, put("b", json(2)));
    assertKept(inserted.key(), long60);

    SessionRecord old =
        Objects.requireNonNull(repository.insert(unusedFor(Duration.ofDays(40), long60, null)));
    repository.touch(List.of(new Touch(old.key(), Duration.ofDays(1))));
    assertKept(old.key(), long60.minusDays(1));
  }

  @Test
  void timeoutBeyondTheEndOfMemcachedsTimeIsForEver() {
    Duration long60 = Duration.ofDays(60 * 365);
    SessionRecord inserted = insert(long60);

    assertThat(timeLeft(inserted.key())).isEqualTo(-1);
    assertThat(repository.find(inserted.key())).isNotNull();
  }

  @Test
  void sessionThatNeverIdlesOutIsKeptAndItsUseIsNoted() {
    SessionRecord inserted =
        Objects.requireNonNull(
            repository.insert(unusedFor(Duration.ofDays(50), Duration.ZERO, null)));
    assertThat(timeLeft(inserted.key())).isEqualTo(-1);

    repository.touch(List.of(new Touch(inserted.key(), Duration.ofHours(1))));

    assertThat(timeLeft(inserted.key())).isEqualTo(-1);
    SessionRecord found = Objects.requireNonNull(repository.find(inserted.key()));
    assertThat(found.unused()).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
    assertThat(found.version()).isEqualTo(1);
  }

  @Test
  void sessionThatNeverIdlesOutIsKeptUntilItsMaximumLifetimeEnds() {
    SessionRecord inserted =
        Objects.requireNonNull(
            repository.insert(unusedFor(Duration.ZERO, Duration.ZERO, Duration.ofHours(1))));

    assertThat(timeLeft(inserted.key())).isBetween(3590L, 3603L);
    repository.update(inserted, lifetime(null));
    assertThat(timeLeft(inserted.key())).isEqualTo(-1);
  }

  @Test
  void touchDoesNotShortenWhatAnotherIdleTimeoutGave() {
    SessionRecord inserted = insert(IDLE);
    repository.update(inserted, idle(Duration.ofHours(2)));

    repository.touch(List.of(new Touch(inserted.key(), Duration.ofMinutes(1))));

    assertKept(inserted.key(), Duration.ofHours(2));
  }

  @Test
  void touchRewritesNothing() {
    SessionRecord inserted =
        Objects.requireNonNull(repository.insert(unusedFor(Duration.ofMinutes(20), IDLE, null)));
    String before = token(inserted.key());

    repository.touch(List.of(new Touch(inserted.key(), Duration.ZERO)));

    assertThat(token(inserted.key())).isEqualTo(before);
  }

  @Test
  void sessionOfASecondEndsByItselfAndNotBeforeItsTime() {
    Duration second = Duration.ofSeconds(1);
    long end = System.nanoTime() + second.plus(TOUCHES.slack(second)).toNanos();
    SessionRecord inserted = insert(second);

    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> repository.find(inserted.key()) == null);

    assertThat(System.nanoTime() - end).isNotNegative();
    await().atMost(Duration.ofSeconds(5)).until(() -> timeLeft(inserted.key()) == -2);
  }

  @Test
  void maximumLifetimeEndsASessionWhoseItemIsStillThere() {
    SessionRecord inserted =
        Objects.requireNonNull(
            repository.insert(unusedFor(Duration.ZERO, IDLE, Duration.ofSeconds(1))));

    await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> repository.find(inserted.key()) == null);

    assertThat(timeLeft(inserted.key())).isPositive();
    assertThat(repository.update(inserted, put("a", json(1)))).isNull();
    assertThat(repository.delete(List.of(inserted.key()))).isEmpty();
    assertThat(repository.rename(inserted.key(), inserted.key())).isFalse();
  }

  private static SessionRecord insert(Duration idle) {
    return Objects.requireNonNull(
        repository.insert(
            session(
                session(Map.of()).key(), Duration.ZERO, idle, null, null, Map.of("a", json(1)))));
  }

  private static void assertKept(SessionKey key, Duration idle) {
    assertThat(Duration.ofSeconds(timeLeft(key)))
        .isBetween(idle, idle.plus(TOUCHES.slack(idle)).plusSeconds(3));
    assertThat(repository.find(key)).isNotNull();
  }

  private static long timeLeft(SessionKey key) {
    return MemcachedText.timeLeft(memcached, NAMESPACE + ":" + key);
  }

  private static String token(SessionKey key) {
    return MemcachedText.call(memcached, "mg " + NAMESPACE + ":" + key + " c").get(0);
  }

  private static long serverTime() {
    return MemcachedText.call(memcached, "stats").stream()
        .filter(line -> line.startsWith("STAT time "))
        .mapToLong(line -> Long.parseLong(line.substring("STAT time ".length())))
        .findAny()
        .orElseThrow();
  }
}
