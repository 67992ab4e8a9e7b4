package io.cloakroom.repository;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.expired;
import static io.cloakroom.repository.SampleSessions.idle;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.lifetime;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sibling;
import static io.cloakroom.repository.SampleSessions.unusedFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ExpiryQueue.Expired;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What every store promises that can enumerate expired sessions. */
public abstract class ExpiryQueueContractTests extends SessionRepositoryContractTests {

  private static final Duration LEASE = Duration.ofMinutes(5);

  @Test
  void expiredSessionIsClaimedWithItsAttributes() {
    SessionRecord old = insert(expired("alice"));

    Expired claimed = Objects.requireNonNull(claimAll(repository()).get(old.key()));

    SessionRecord session = Objects.requireNonNull(claimed.session());
    assertThat(session.attributes().get("a")).isEqualTo(json("kept"));
    assertThat(session.principal()).isEqualTo("alice");
    assertThat(session.lineage()).isEqualTo(old.lineage());
  }

  @Test
  void sessionPastItsMaximumLifetimeIsClaimed() {
    SessionRecord old =
        insert(unusedFor(Duration.ofMinutes(30), Duration.ofSeconds(-1), Duration.ofMinutes(-20)));

    assertThat(claimAll(repository())).containsKey(old.key());
  }

  @Test
  void sessionWhoseLifetimeWasRestartedIsClaimedWhenThatIsOver() {
    SessionRecord shorter = insert(unusedFor(Duration.ZERO, IDLE, Duration.ofHours(1)));
    SessionRecord longer =
        insert(unusedFor(Duration.ofMinutes(30), Duration.ofSeconds(-1), Duration.ofMinutes(1)));
    update(shorter, lifetime(Duration.ofMinutes(-20)));
    update(longer, lifetime(Duration.ofHours(1)));

    assertThat(claimAll(repository())).containsKey(shorter.key()).doesNotContainKey(longer.key());
  }

  @Test
  void liveSessionIsNotClaimed() {
    SessionRecord live = insert(session(Map.of()));
    SessionRecord forever = insert(unusedFor(Duration.ofDays(400), Duration.ZERO, null));

    assertThat(claimAll(repository())).doesNotContainKeys(live.key(), forever.key());
    assertThat(repository().find(live.key())).isNotNull();
    assertThat(repository().find(forever.key())).isNotNull();
  }

  @Test
  void touchedAndUpdatedSessionsAreNotClaimed() {
    SessionRecord touched = insert(unusedFor(Duration.ofMinutes(29), IDLE, null));
    SessionRecord updated = insert(unusedFor(Duration.ofMinutes(29), IDLE, null));
    repository().touch(List.of(new Touch(touched.key(), Duration.ZERO)));
    update(updated, put("b", json(1)));

    assertThat(claimAll(repository())).doesNotContainKeys(touched.key(), updated.key());
    assertThat(repository().find(touched.key())).isNotNull();
  }

  @Test
  void claimedSessionIsDeadForEverybody() {
    SessionRecord old = insert(expired());
    claimAll(repository());
    SessionKey to = sibling(old.key());

    assertThat(otherNode().find(old.key())).isNull();
    assertThat(otherNode().update(old, put("b", json(1)))).isNull();
    assertThat(otherNode().update(old, idle(Duration.ZERO))).isNull();
    assertThat(otherNode().rename(old.key(), to)).isFalse();
    assertThat(otherNode().delete(Set.of(old.key()))).isEmpty();
    otherNode().touch(List.of(new Touch(old.key(), Duration.ZERO)));
    assertThat(otherNode().find(old.key())).isNull();
    assertThat(otherNode().find(to)).isNull();
  }

  @Test
  void claimedSessionIsNotClaimedAgainDuringItsLease() {
    SessionRecord old = insert(expired());

    assertThat(claimAll(repository())).containsKey(old.key());
    assertThat(claimAll(otherNode())).doesNotContainKey(old.key());
  }

  @Test
  void claimedSessionIsClaimedAgainAfterItsLease() {
    SessionRecord old = insert(expired());

    assertThat(claimAll(repository(), Duration.ofMillis(-1))).containsKey(old.key());
    Map<SessionKey, Expired> again = claimAll(otherNode());

    assertThat(again).containsKey(old.key());
    assertThat(Objects.requireNonNull(again.get(old.key())).session()).isNotNull();
  }

  @Test
  void forgottenSessionIsGone() {
    SessionRecord old = insert(expired());
    claimAll(repository(), Duration.ofMillis(-1));

    queue(repository()).forget(List.of(old.key()));

    assertThat(claimAll(otherNode())).doesNotContainKey(old.key());
    assertThat(repository().insert(session(old.key(), Duration.ZERO, IDLE, null, null, Map.of())))
        .isNotNull();
  }

  @Test
  void sessionThatWasNotClaimedIsNotForgotten() {
    SessionRecord live = insert(session(Map.of()));
    SessionRecord old = insert(expired());

    queue(repository()).forget(List.of(live.key(), old.key()));
    queue(repository()).forget(List.of());

    assertThat(repository().find(live.key())).isNotNull();
    assertThat(claimAll(repository())).containsKey(old.key());
  }

  @Test
  void claimKeepsToItsLimit() {
    claimAll(repository());
    Set<SessionKey> old = new java.util.HashSet<>();
    for (int i = 0; i < 7; i++) {
      old.add(insert(expired()).key());
    }

    List<Expired> first = queue(repository()).claim(3, LEASE);

    assertThat(first).hasSize(3);
    assertThat(old).containsAll(keys(first));
    assertThat(claimAll(repository())).hasSize(4);
  }

  @Test
  void eachSessionIsClaimedByOneOfManyNodes() throws Exception {
    claimAll(repository());
    Set<SessionKey> old = new java.util.HashSet<>();
    for (int i = 0; i < 60; i++) {
      old.add(insert(expired()).key());
    }
    ConcurrentLinkedQueue<SessionKey> claimed = new ConcurrentLinkedQueue<>();

    atOnce(
        4,
        i -> {
          ExpiryQueue queue = queue(i % 2 == 0 ? repository() : otherNode());
          List<SessionKey> some;
          do {
            some = keys(queue.claim(7, LEASE));
            claimed.addAll(some);
          } while (some.size() == 7);
        });

    // Others may have expired meanwhile: the store is that of all tests.
    assertThat(claimed)
        .doesNotHaveDuplicates()
        .filteredOn(old::contains)
        .containsExactlyInAnyOrderElementsOf(old);
  }

  @Test
  void shortenedIdleTimeoutMovesTheExpiryForward() {
    SessionRecord base = insert(session(Map.of()));
    update(base, idle(Duration.ofDays(30)));

    update(found(base.key()), idle(Duration.ofMinutes(10)));

    SessionRecord now = found(base.key());
    assertThat(now.idle()).isEqualTo(Duration.ofMinutes(10));
    assertThat(claimAll(repository())).doesNotContainKey(base.key());
  }

  /** Claims until no more are due, and returns them by key. */
  protected static Map<SessionKey, Expired> claimAll(SessionRepository repository) {
    return claimAll(repository, LEASE);
  }

  private static Map<SessionKey, Expired> claimAll(SessionRepository repository, Duration lease) {
    Map<SessionKey, Expired> all = new java.util.HashMap<>();
    List<Expired> some;
    do {
      some = queue(repository).claim(1000, lease);
      some.forEach(expired -> all.put(expired.key(), expired));
    } while (some.size() == 1000);
    return all;
  }

  private static ExpiryQueue queue(SessionRepository repository) {
    return repository.expiryQueue().orElseThrow();
  }

  private static List<SessionKey> keys(List<Expired> expired) {
    List<SessionKey> keys = new ArrayList<>();
    expired.forEach(each -> keys.add(each.key()));
    return keys;
  }
}
