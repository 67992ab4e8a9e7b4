package io.cloakroom.repository;

import static io.cloakroom.repository.SampleSessions.binary;
import static io.cloakroom.repository.SampleSessions.expired;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.principal;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sessionOf;
import static io.cloakroom.repository.SampleSessions.sibling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every store promises that can find a principal's sessions. */
public abstract class PrincipalIndexContractTests extends ExpiryQueueContractTests {

  private final String alice = "alice " + UUID.randomUUID();

  @Test
  void sessionsOfAPrincipalAreFoundOldestFirst() {
    SessionRecord younger = insert(sessionOf(alice, Duration.ofMinutes(1)));
    SessionRecord older = insert(sessionOf(alice, Duration.ofMinutes(9)));
    insert(sessionOf("someone else", Duration.ofMinutes(5)));
    insert(session(Map.of()));

    assertThat(find(alice)).containsExactly(older.key(), younger.key());
  }

  @Test
  void sessionsOfAPrincipalAreReadAsTheyAreFound() {
    SessionRecord younger = insert(sessionOf(alice, Duration.ofMinutes(1)));
    SessionRecord older =
        insert(
            session(
                SessionId.random().key(),
                Duration.ofMinutes(9),
                Duration.ofMinutes(40),
                Duration.ofHours(3),
                alice,
                Map.of("a", json("coat"), "j", binary(1, 2, 0xff))));
    insert(expired(alice));

    List<SessionRecord> read = repository().principalIndex().orElseThrow().read(alice);

    assertThat(read).extracting(SessionRecord::key).containsExactly(older.key(), younger.key());
    SessionRecord first = read.get(0);
    SessionRecord found = found(older.key());
    assertThat(first.attributes().get("a")).isEqualTo(json("coat"));
    assertThat(first.attributes().get("j")).isEqualTo(binary(1, 2, 0xff));
    assertThat(first.principal()).isEqualTo(alice);
    assertThat(first.lineage()).isEqualTo(found.lineage());
    assertThat(first.version()).isEqualTo(found.version());
    assertThat(first.idle()).isEqualTo(Duration.ofMinutes(40));
    assertThat(first.endsAt()).isEqualTo(found.endsAt());
    assertThat(first.unused()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    assertThat(repository().principalIndex().orElseThrow().read(alice + " too")).isEmpty();
  }

  @Test
  void unknownPrincipalHasNoSessions() {
    assertThat(find("nobody " + UUID.randomUUID())).isEmpty();
  }

  @Test
  void principalsAreToldApartExactly() {
    SessionRecord exact = insert(sessionOf(alice, Duration.ZERO));
    insert(sessionOf(alice.toUpperCase(java.util.Locale.ROOT), Duration.ZERO));
    insert(sessionOf(alice + " ", Duration.ZERO));
    insert(sessionOf(alice.replace('a', '\u00e0'), Duration.ZERO));

    assertThat(find(alice)).containsExactly(exact.key());
  }

  @Test
  void principalOfAnyLengthAndScriptIsKept() {
    String odd = "\u4f60\u597d \ud83e\udde5 'quoted' \"%_*{x} " + alice + "x".repeat(2000);

    SessionRecord base = insert(sessionOf(odd, Duration.ZERO));

    assertThat(find(odd)).containsExactly(base.key());
    assertThat(found(base.key()).principal()).isEqualTo(odd);
  }

  @Test
  void signInAndSignOutMoveTheSession() {
    SessionRecord anonymous = insert(session(Map.of("a", json(1))));

    SessionRecord signedIn = update(anonymous, principal(alice));
    assertThat(find(alice)).containsExactly(anonymous.key());
    assertThat(found(anonymous.key()).principal()).isEqualTo(alice);

    SessionRecord other = update(signedIn, principal(alice + " too"));
    assertThat(find(alice)).isEmpty();
    assertThat(find(alice + " too")).containsExactly(anonymous.key());

    update(other, principal(null));
    assertThat(find(alice + " too")).isEmpty();
    assertThat(found(anonymous.key()).principal()).isNull();
  }

  @Test
  void principalIsNotWrittenBackByAnotherWriter() {
    SessionRecord base = insert(session(Map.of()));

    update(base, principal(alice));
    otherNode().update(base, put("a", json(1)));

    assertThat(found(base.key()).principal()).isEqualTo(alice);
    assertThat(find(alice)).containsExactly(base.key());
  }

  @Test
  void signOutOnAStaleBaseRemovesTheSession() {
    SessionRecord base = insert(session(Map.of()));

    update(base, principal(alice));
    otherNode().update(base, principal(null));

    assertThat(find(alice)).isEmpty();
  }

  @Test
  void renamedSessionIsFoundUnderItsNewKey() {
    SessionRecord base = insert(sessionOf(alice, Duration.ZERO));
    SessionKey to = sibling(base.key());

    repository().rename(base.key(), to);

    assertThat(find(alice)).containsExactly(to);
  }

  @Test
  void sessionWhoseKeyChangesMeanwhileIsFoundOnce() throws Exception {
    SessionRecord still = insert(sessionOf(alice, Duration.ofMinutes(1)));
    SessionKey first = insert(sessionOf(alice, Duration.ZERO)).key();
    AtomicInteger renamed = new AtomicInteger();
    List<Integer> counts = new CopyOnWriteArrayList<>();

    atOnce(
        2,
        i -> {
          if (i == 0) {
            SessionKey key = first;
            for (; renamed.get() < 200; renamed.incrementAndGet()) {
              SessionKey to = sibling(key);
              assertThat(otherNode().rename(key, to)).isTrue();
              key = to;
            }
          } else {
            while (renamed.get() < 200) {
              List<SessionKey> found = find(alice);
              assertThat(found).startsWith(still.key());
              counts.add(found.size());
              counts.add(repository().principalIndex().orElseThrow().read(alice).size());
            }
          }
        });

    assertThat(counts).isNotEmpty().containsOnly(2);
  }

  @Test
  void deletedSessionIsNotFound() {
    SessionRecord base = insert(sessionOf(alice, Duration.ZERO));
    SessionRecord other = insert(sessionOf(alice, Duration.ZERO));

    repository().delete(Set.of(base.key()));

    assertThat(find(alice)).containsExactly(other.key());
  }

  @Test
  void expiredAndClaimedSessionsAreNotFound() {
    SessionRecord old = insert(expired(alice));

    assertThat(find(alice)).isEmpty();
    assertThat(claimAll(repository())).containsKey(old.key());
    assertThat(find(alice)).isEmpty();
    repository().expiryQueue().orElseThrow().forget(List.of(old.key()));
    assertThat(find(alice)).isEmpty();
  }

  @Test
  void slowWriteToADeletedSessionLeavesNoIndexEntry() {
    SessionRecord base = insert(session(Map.of()));
    repository().delete(Set.of(base.key()));

    assertThat(otherNode().update(base, principal(alice))).isNull();

    assertThat(find(alice)).isEmpty();
  }

  @Test
  void touchOfADeletedSessionLeavesNoIndexEntry() {
    SessionRecord base = insert(sessionOf(alice, Duration.ZERO));
    repository().delete(Set.of(base.key()));

    otherNode().touch(List.of(new Touch(base.key(), Duration.ZERO)));

    assertThat(find(alice)).isEmpty();
  }

  @Test
  void lockOfAPrincipalIsHeldByOneOwner() throws Exception {
    PrincipalIndex here = repository().principalIndex().orElseThrow();
    PrincipalIndex there = otherNode().principalIndex().orElseThrow();
    AtomicInteger owners = new AtomicInteger();
    atOnce(
        8,
        i -> {
          if ((i % 2 == 0 ? here : there).lock(alice, "owner " + i, Duration.ofMinutes(1))) {
            owners.incrementAndGet();
          }
        });
    assertThat(owners).hasValue(1);
    assertThat(there.lock(alice + " too", "owner", Duration.ofMinutes(1))).isTrue();

    assertThat(there.unlock(alice, "stranger")).isFalse();
    assertThat(here.lock(alice, "stranger", Duration.ofMinutes(1))).isFalse();
    for (int i = 0; i < 8; i++) {
      if (there.unlock(alice, "owner " + i)) {
        owners.decrementAndGet();
      }
    }

    assertThat(owners).hasValue(0);
    assertThat(here.lock(alice, "next", Duration.ofMinutes(1))).isTrue();
  }

  @Test
  void lockWhoseLeaseIsOverIsFree() {
    PrincipalIndex index = repository().principalIndex().orElseThrow();
    assertThat(index.lock(alice, "crashed", Duration.ofMillis(20))).isTrue();

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> index.lock(alice, "next", Duration.ofMinutes(1)));

    assertThat(index.unlock(alice, "crashed")).isFalse();
    assertThat(index.unlock(alice, "next")).isTrue();
  }

  @Test
  void catalogKnowsSessionsAndTheirPrincipals() {
    SessionCatalog catalog = repository().catalog().orElseThrow();
    long before = catalog.count();
    SessionRecord one = insert(sessionOf(alice, Duration.ZERO));
    insert(sessionOf(alice, Duration.ofMinutes(1)));
    insert(sessionOf(alice + " ", Duration.ZERO));
    SessionRecord anonymous = insert(session(Map.of()));

    assertThat(catalog.count()).isEqualTo(before + 4);
    assertThat(catalog.principals()).contains(alice, alice + " ");

    repository().delete(Set.of(one.key(), anonymous.key()));
    assertThat(catalog.count()).isEqualTo(before + 2);
    assertThat(catalog.principals()).contains(alice);
  }

  private List<SessionKey> find(String principal) {
    return repository().principalIndex().orElseThrow().find(principal);
  }
}
