package io.cloakroom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cloakroom.NewSession;
import io.cloakroom.Session;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import io.cloakroom.repository.memory.MemorySessionRepository;
import io.cloakroom.seal.AesGcmSeal;
import io.cloakroom.seal.KeyRing;
import io.cloakroom.seal.SealMode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HybridSessionManagerTests {

  private static final String FLASH =
      "org.springframework.web.servlet.support.SessionFlashMapManager.FLASH_MAPS";

  private final String key = TokenNode.key("a");
  private final MemorySessionRepository store = new MemorySessionRepository(SampleSessions.TOUCHES);
  private final TokenNode.Revoked revoked = new TokenNode.Revoked();
  private final TokenNode.Revoked lateToKnow = new TokenNode.Revoked();
  private final HybridNode node = new HybridNode(store, revoked, key, "user");

  /** Another node that is never told what was revoked. */
  private final HybridNode other = new HybridNode(store, lateToKnow, key, "user");

  /** Two nodes that also carry an attribute which is not the user. */
  private final HybridNode wide = new HybridNode(store, revoked, key, "user", "role");

  private final HybridNode wideToo = new HybridNode(store, revoked, key, "user", "role");

  private final Forger forger = new Forger(key, "io.cloakroom.token.part.1");

  @Test
  void requestThatNeedsOnlyTheUserAsksNoStore() {
    String ticket = node.ticket(Map.of("user", "alice", "cart", "coat"));

    Session session = other.find(ticket);

    assertThat(session.attribute("user")).isEqualTo("alice");
    assertThat(session.holds("user", Runnable.class)).isFalse();
    assertThat(Objects.requireNonNull(session.base()).principal()).isEqualTo("alice");
    assertThat(session.idle()).isEqualTo(SampleSessions.IDLE);
    assertThat(session.attribute(FLASH)).isNull();
    assertThat(other.save(session)).isEqualTo(ticket);
    assertThat(other.calls()).isEmpty();
    assertThat(forger.claims(ticket)).contains("\"sub\":\"alice\"").doesNotContain("coat");
  }

  @Test
  void thatNobodyIsSignedInIsKnownWithoutTheStore() {
    String ticket = node.ticket(Map.of("cart", "coat"));

    assertThat(other.find(ticket).attribute("user")).isNull();

    assertThat(other.calls()).isEmpty();
  }

  @Test
  void restIsLoadedOnceWhenItIsNeeded() {
    String ticket = node.ticket(Map.of("user", "alice", "cart", "coat"));

    Session session = other.find(ticket);

    assertThat(session.attribute("cart")).isEqualTo("coat");
    assertThat(session.attribute("other")).isNull();
    assertThat(session.attributeNames()).containsExactlyInAnyOrder("user", "cart");
    assertThat(other.save(session)).isEqualTo(ticket);
    assertThat(other.calls()).containsExactly("find");
  }

  @Test
  void whoeverAsksForNamesOrRemovesOrSetsLoadsTheRest() {
    String ticket = node.ticket(Map.of("user", "alice", "cart", "coat"));

    assertThat(other.find(ticket).attributeNames()).contains("cart");
    assertThat(other.find(ticket).holds("cart", String.class)).isFalse();
    assertThat(other.calls()).containsExactly("find", "find");

    Session removing = other.find(ticket);
    removing.removeAttribute("cart");
    assertThat(other.save(removing)).isEqualTo(ticket);
    assertThat(other.calls()).containsExactly("find", "update");
    assertThat(other.find(ticket).attribute("cart")).isNull();
  }

  @Test
  void writeOfAnotherAttributeCostsTwoCallsAndNoCookie() {
    String ticket = node.ticket(Map.of("user", "alice", "cart", "coat"));

    assertThat(other.write(ticket, "cart", "hat")).isEqualTo(ticket);

    assertThat(other.calls()).containsExactly("find", "update");
    assertThat(node.find(ticket).attribute("cart")).isEqualTo("hat");
  }

  @Test
  void writeOfACarriedAttributeCostsTwoCallsAndACookie() {
    String ticket = wide.ticket(Map.of("user", "alice", "role", "admin", "cart", "coat"));

    String changed = wideToo.write(ticket, "role", "reader");

    assertThat(wideToo.calls()).containsExactly("find", "update");
    assertThat(changed).isNotEqualTo(ticket);
    assertThat(wide.find(changed).attribute("role")).isEqualTo("reader");
    assertThat(wide.calls()).isEmpty();
  }

  @Test
  void changeOfTheUserIsAChangeOfTheIdToo() {
    String ticket = node.ticket(Map.of("user", "alice", "cart", "coat"));

    String changed = other.write(ticket, "user", "bob");

    assertThat(other.calls()).containsExactly("find", "rename", "update");
    assertThat(Objects.requireNonNull(store.find(node.find(changed).key())).principal())
        .isEqualTo("bob");
  }

  @Test
  void formerTokenIsNotBelievedForLongerThanTokensLast() {
    String former = wide.ticket(Map.of("user", "alice", "role", "admin"));
    wide.write(former, "role", "reader");
    wide.calls();

    assertThat(wide.find(former).attribute("role")).as("within the lifetime").isEqualTo("admin");
    assertThat(wide.calls()).isEmpty();
    wide.pass(HybridNode.LIFETIME.dividedBy(2));
    String renewed = wide.save(wide.find(former));
    assertThat(wide.find(renewed).attribute("role")).as("by its use").isEqualTo("reader");
    wide.pass(HybridNode.LIFETIME.dividedBy(2));

    assertThat(wide.find(former).attribute("role")).as("from then on").isEqualTo("reader");
  }

  /** As by a logout that does not invalidate. */
  @Test
  void tokenOfBeforeAUserLeftItsSessionIsNobodys() {
    String former = node.ticket(Map.of("user", "alice", "cart", "coat"));
    Session session = node.find(former);
    session.removeAttribute("user");

    String next = node.save(session);

    assertThat(node.calls()).containsExactly("find", "rename", "update");
    assertThat(other.manager.find(next)).isNotNull();
    assertThat(node.manager.find(former)).isNull();
    assertThat(node.find(next).attribute("cart")).isEqualTo("coat");
  }

  @Test
  void sessionThatEndedWhileItsUserLeftItGetsNoTicket() {
    String former = node.ticket(Map.of("user", "alice"));
    Session session = node.find(former);
    session.attributeNames();
    session.removeAttribute("user");
    store.delete(Set.of(session.key()));

    assertThat(node.manager.save(session)).isNull();

    assertThat(node.dropped).isEqualTo(1);
  }

  @Test
  void renewalForAUseSaysWhatOthersWroteMeanwhile() {
    String ticket = wide.ticket(Map.of("user", "alice", "role", "admin"));
    wide.pass(Duration.ofMinutes(4));
    Session slow = wide.find(ticket);
    wide.write(ticket, "role", "guest");

    String late = wide.save(slow);

    assertThat(late).isNotEqualTo(ticket);
    assertThat(wide.find(late).attribute("role")).isEqualTo("guest");
  }

  @Test
  void renewalForAUseGivesNoTicketToASessionThatHasAnotherKeyNow() {
    String anonymous = node.ticket(Map.of("cart", "coat"));
    other.pass(Duration.ofMinutes(4));
    Session poll = other.find(anonymous);
    Session signIn = node.find(anonymous);
    node.manager.changeId(signIn);
    signIn.setAttribute("user", "alice");
    node.save(signIn);

    assertThat(other.manager.save(poll)).isNull();

    assertThat(other.dropped).isZero();
  }

  @Test
  void idChangeSaysWhatOthersWroteMeanwhile() {
    String ticket = wide.ticket(Map.of("user", "alice", "role", "admin"));
    Session slow = wide.find(ticket);
    wide.write(ticket, "role", "guest");

    wide.manager.changeId(slow);
    String after = wide.save(slow);

    assertThat(wide.find(after).attribute("role")).isEqualTo("guest");
  }

  @Test
  void copyThatIsOlderThanATokenMakesNoTokenOlder() {
    String ticket = node.ticket(Map.of("user", "reader", "cart", "coat"));
    FaultyRepository cache = new FaultyRepository(store);
    cache.copy = store.find(node.find(ticket).key());
    HybridNode cached = new HybridNode(cache, revoked, key, "user");
    String carried = node.write(ticket, FLASH, "saved");
    cached.calls();

    Session session = cached.find(carried);
    assertThat(session.attribute("cart")).isEqualTo("coat");
    assertThat(session.attribute(FLASH)).isEqualTo("saved");

    assertThat(cached.calls()).containsExactly("find", "findStored");
    assertThat(cached.save(session)).isEqualTo(carried);
    cached.pass(HybridNode.LIFETIME);
    assertThat(cached.find(carried).attribute(FLASH)).isEqualTo("saved");
  }

  @Test
  void whoeverLoadsTheRestSeesWhatTheStoreHasAndPassesItOn() {
    String former = wide.ticket(Map.of("user", "alice", "role", "admin"));
    wide.write(former, "role", "reader");

    Session session = wideToo.find(former);
    session.attributeNames();

    assertThat(session.attribute("role")).isEqualTo("reader");
    String now = wideToo.save(session);
    assertThat(wide.find(now).attribute("role")).isEqualTo("reader");
  }

  @Test
  void tokenPastItsTimeIsConfirmedByOneCallAndRenewed() {
    String ticket = node.ticket(Map.of("user", "alice", "cart", "coat"));
    node.pass(HybridNode.LIFETIME);

    Session session = node.find(ticket);
    assertThat(session.attribute("user")).isEqualTo("alice");
    assertThat(session.attribute("cart")).isEqualTo("coat");
    String renewed = node.save(session);

    assertThat(node.calls()).containsExactly("find");
    assertThat(renewed).isNotEqualTo(ticket);
    assertThat(node.find(renewed).attribute("user")).isEqualTo("alice");
    assertThat(node.calls()).isEmpty();
  }

  @Test
  void tokenPastItsTimeCountsNoMoreIfTheStoreDoesNotHaveItsSession() {
    String ticket = node.ticket(Map.of("user", "alice"));
    store.delete(Set.of(node.find(ticket).key()));
    node.pass(HybridNode.LIFETIME);

    assertThat(node.manager.find(ticket)).isNull();

    assertThat(node.refused).containsExactly("not-stored");
  }

  @Test
  void halvesOfTwoSessionsDoNotComeTogether() {
    String rich = node.ticket(Map.of("user", "rich", "cart", "diamonds"));
    String poor = node.ticket(Map.of("user", "poor", "cart", "bread"));
    // As if somebody had got the one's attributes under the other one's id, by whatever means.
    String claims = forger.claims(rich);
    Object id = Forger.claim(forger.claims(poor), "jti");
    String mixed = forger.seal(forger.changed(claims, map -> map.put("jti", id)));

    Session session = other.find(mixed);
    assertThat(session.attribute("cart")).isNull();
    assertThat(session.isEnded()).isTrue();
    assertThat(other.manager.save(session)).isNull();
    assertThat(other.refused).containsExactly("not-stored");
    assertThat(other.manager.find(mixed)).as("from then on").isNull();

    node.pass(HybridNode.LIFETIME);
    assertThat(node.manager.find(mixed)).as("past its time").isNull();
    assertThat(node.find(poor).attribute("cart")).isEqualTo("bread");
  }

  @Test
  void sessionOfWhichTheRestIsGoneHasEndedAndItsTokenIsTakenBack() {
    String ticket = node.ticket(Map.of("user", "alice", "cart", "coat"));
    store.delete(Set.of(node.find(ticket).key()));
    Session session = other.find(ticket);
    session.setAttribute("user", "mallory");

    assertThat(other.manager.save(session)).isNull();

    assertThat(other.dropped).isEqualTo(1);
    assertThat(session.attribute("cart")).isNull();
    assertThat(session.attributeNames()).containsExactly("user");
    assertThat(lateToKnow.sessions).containsExactly(session.key());
    assertThat(other.manager.find(ticket)).isNull();
  }

  @Test
  void endedSessionCountsNoMoreThoughItsTokenIsFresh() {
    String ticket = node.ticket(Map.of("user", "alice"));

    node.manager.end(node.find(ticket));

    assertThat(node.manager.find(ticket)).isNull();
    assertThat(node.calls()).containsExactly("delete");
    assertThat(node.refused).containsExactly("revoked");
  }

  @Test
  void changedIdTakesTheFormerTokenBack() {
    String former = node.ticket(Map.of("user", "alice", "cart", "coat"));
    Session session = node.find(former);

    node.manager.changeId(session);
    String ticket = node.save(session);

    node.flush();
    assertThat(node.calls()).containsExactly("rename", "find");
    assertThat(node.manager.find(former)).isNull();
    assertThat(node.find(ticket).attribute("user")).isEqualTo("alice");
    assertThat(node.calls()).isEmpty();
    assertThat(node.find(ticket).attribute("cart")).isEqualTo("coat");
  }

  @Test
  void slowRequestGivesNoTicketToASessionThatWasEnded() {
    String ticket = node.ticket(Map.of("user", "alice"));
    node.pass(Duration.ofMinutes(2));
    Session slow = node.find(ticket);
    node.manager.end(node.find(ticket));

    assertThat(node.manager.save(slow)).isNull();
  }

  @Test
  void attributesThatFitNoTokenAreRefusedBeforeTheStoreHearsOfThem() {
    String ticket = node.ticket(Map.of("user", "alice", "cart", "coat"));
    Session session = node.find(ticket);
    session.setAttribute("cart", "hat");
    session.setAttribute("user", "x".repeat(3_000));

    assertThatIllegalStateException()
        .isThrownBy(() -> node.manager.save(session))
        .withMessageContaining("user (3002 bytes)")
        .withMessageContaining("cloakroom.jwt.carry");

    assertThat(node.calls()).containsExactly("find");
    assertThat(node.find(ticket).attribute("cart")).isEqualTo("coat");
    assertThat(node.write(ticket, "cart", "x".repeat(10_000))).isEqualTo(ticket);
  }

  @Test
  void newSessionWhoseAttributesFitNoTokenIsNotStored() {
    Session session = node.manager.create();
    session.setAttribute("user", "x".repeat(3_000));

    assertThatIllegalStateException().isThrownBy(() -> node.manager.save(session));

    assertThat(node.calls()).isEmpty();
  }

  /** As one from before the attribute was carried, or that two requests enlarged at once. */
  @Test
  void sessionThatOutgrewItsTokenIsServedByItsId() {
    String ticket = node.ticket(Map.of("user", "alice", "cart", "c".repeat(3500)));
    HybridNode both = new HybridNode(store, revoked, key, "user", "cart");

    both.pass(HybridNode.LIFETIME);
    String id = both.save(both.find(ticket));

    assertThat(SessionId.parse(id)).isNotNull();
    assertThat(both.save(both.find(id))).isEqualTo(id);
    assertThat(both.find(id).attribute("user")).isEqualTo("alice");
    assertThat(both.write(id, "other", "x")).isEqualTo(id);
    Session session = both.find(id);
    session.removeAttribute("cart");
    assertThat(SessionId.parse(both.save(session))).isNull();
  }

  @Test
  void afterAWriteInBetweenTheNextRequestAsksTheStore() {
    HybridNode both = new HybridNode(store, revoked, key, "user", "cart");
    HybridNode bothToo = new HybridNode(store, revoked, key, "user", "cart");
    String ticket = both.ticket(Map.of("user", "alice", "cart", "coat"));
    Session slow = both.find(ticket);
    slow.attributeNames();
    bothToo.write(ticket, "cart", "coat, hat");

    slow.setAttribute("user", "bob");
    String next = both.save(slow);

    Session session = both.find(next);
    assertThat(session.attribute("cart")).isEqualTo("coat, hat");
    assertThat(session.attribute("user")).isEqualTo("bob");
    assertThat(SessionId.parse(both.save(session))).isNull();
  }

  @Test
  void useIsToldInTheBackgroundOnceInAnInterval() {
    String ticket = node.ticket(Map.of("user", "alice"));
    node.pass(Duration.ofSeconds(59));
    assertThat(node.save(node.find(ticket))).isEqualTo(ticket);
    node.flush();
    assertThat(node.calls()).isEmpty();

    node.pass(Duration.ofSeconds(1));
    String renewed = node.save(node.find(ticket));
    assertThat(node.calls()).containsExactly("find");
    node.flush();
    assertThat(node.calls()).containsExactly("touch");

    assertThat(renewed).isNotEqualTo(ticket);
    node.pass(Duration.ofSeconds(59));
    assertThat(node.save(node.find(renewed))).isEqualTo(renewed);
    node.flush();
    assertThat(node.calls()).isEmpty();
  }

  @Test
  void requestThatIsNoUseRenewsNothing() {
    String ticket = node.ticket(Map.of("user", "alice"));
    node.pass(Duration.ofMinutes(2));
    Session session = node.find(ticket);
    session.currentUse().setCounted(false);

    assertThat(node.save(session)).isEqualTo(ticket);
    node.flush();
    assertThat(node.calls()).isEmpty();
  }

  @Test
  void tokenIsNotBelievedPastTheIdleTimeout() {
    Session session = node.manager.create();
    session.setAttribute("user", "alice");
    session.setIdle(Duration.ofMinutes(2));
    String ticket = node.save(session);
    node.repository.reset();

    node.pass(Duration.ofSeconds(119));
    node.manager.find(ticket);
    assertThat(node.calls()).isEmpty();
    node.pass(Duration.ofSeconds(1));
    node.manager.find(ticket);
    assertThat(node.calls()).containsExactly("find");
  }

  @Test
  void idleTimeoutOfSessionsThatNeverEndIsKept() {
    Session session = node.manager.create();
    session.setAttribute("user", "alice");
    session.setIdle(Duration.ofSeconds(-1));

    assertThat(other.find(node.save(session)).idle()).isEqualTo(Duration.ofSeconds(-1));
  }

  @Test
  void flashAttributesAreFoundByTheNextRequest() {
    String ticket = node.ticket(Map.of("user", "alice"));

    String flashed = node.write(ticket, FLASH, "saved");
    assertThat(flashed).isNotEqualTo(ticket);
    node.calls();
    Session next = other.find(flashed);
    assertThat(next.attribute(FLASH)).isEqualTo("saved");
    next.removeAttribute(FLASH);
    String after = other.save(next);
    assertThat(other.calls()).containsExactly("find", "update");

    assertThat(other.find(after).attribute(FLASH)).isNull();
    assertThat(other.calls()).isEmpty();
  }

  @Test
  void idIsATicketTooAndIsReplaced() {
    Session session = node.find(node.ticket(Map.of("user", "alice")));
    String id = Objects.requireNonNull(session.id()).value();

    Session found = node.find(id);
    assertThat(node.calls()).containsExactly("find");
    String ticket = node.save(found);

    assertThat(ticket).isNotEqualTo(id);
    assertThat(node.find(ticket).attribute("user")).isEqualTo("alice");
    assertThat(node.calls()).isEmpty();
  }

  @Test
  void tokenOfAWholeSessionIsNone() {
    TokenNode whole = new TokenNode(key);

    assertThat(node.manager.find(whole.ticket(Map.of("user", "alice")))).isNull();
    assertThat(node.refused).containsExactly("not-authentic");
    assertThat(whole.manager.find(node.ticket(Map.of("user", "alice")))).isNull();
  }

  @Test
  void nodesThatCarryDifferentAttributesUnderstandEachOther() {
    HybridNode more = new HybridNode(store, revoked, key, "user", "cart");
    String ticket = node.ticket(Map.of("user", "alice", "cart", "coat"));

    Session session = more.find(ticket);
    assertThat(session.attribute("cart")).as("not known, so asked for").isEqualTo("coat");
    assertThat(more.calls()).containsExactly("find");
    String carrying = more.write(ticket, "cart", "hat");
    more.calls();

    assertThat(more.find(carrying).attribute("cart")).isEqualTo("hat");
    assertThat(node.find(carrying).attribute("cart")).isEqualTo("hat");
    assertThat(more.calls()).isEmpty();
    assertThat(node.calls()).isEmpty();
    String without = node.write(carrying, "cart", "scarf");
    assertThat(more.find(without).attribute("cart")).isEqualTo("scarf");
  }

  @Test
  void encryptedAttributesAreSealedOnceInATokenAndOnceInTheStore() {
    AesGcmSeal seal = new AesGcmSeal(KeyRing.of(List.of(TokenNode.key("e"))), SealMode.REQUIRE);
    HybridNode sealing = new HybridNode(store, revoked, seal, key, "user");
    String ticket = sealing.ticket(Map.of("user", "alice", "cart", "coat"));

    assertThat(forger.claims(ticket)).contains("\"user\":\"alice\"");
    Session session = sealing.find(ticket);
    assertThat(session.attribute("user")).isEqualTo("alice");
    assertThat(session.attribute("cart")).isEqualTo("coat");
    SessionRecord stored = Objects.requireNonNull(store.find(session.key()));
    assertThat(stored.attributes().get("user")).startsWith(3);
    sealing.pass(HybridNode.LIFETIME);
    assertThat(sealing.find(ticket).attribute("user")).isEqualTo("alice");
  }

  @Test
  void failureOfTheStoreReachesWhoeverReadsAndIsNoEnd() {
    FaultyRepository away = new FaultyRepository(store);
    HybridNode failing = new HybridNode(away, revoked, key, "user");
    String ticket = failing.ticket(Map.of("user", "alice", "cart", "coat"));
    away.away = true;

    Session session = failing.find(ticket);
    assertThat(session.attribute("user")).isEqualTo("alice");
    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> session.attribute("cart"));
    away.away = false;

    assertThat(session.attribute("cart")).isEqualTo("coat");
    assertThat(failing.save(session)).isEqualTo(ticket);
  }

  /** A store that can be away, or answer with a copy. */
  private static final class FaultyRepository implements SessionRepository {

    private final SessionRepository store;
    private boolean away;
    private @Nullable SessionRecord copy;

    private FaultyRepository(SessionRepository store) {
      this.store = store;
    }

    @Override
    public @Nullable SessionRecord insert(NewSession session) {
      return store.insert(session);
    }

    @Override
    public @Nullable SessionRecord find(SessionKey key) {
      if (away) {
        throw new SessionStoreUnavailableException("away", null);
      }
      return copy == null ? store.find(key) : copy;
    }

    @Override
    public @Nullable SessionRecord findStored(SessionKey key) {
      return store.findStored(key);
    }

    @Override
    public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
      return store.update(base, changes);
    }

    @Override
    public boolean rename(SessionKey from, SessionKey to) {
      return store.rename(from, to);
    }

    @Override
    public Set<SessionKey> delete(Collection<SessionKey> keys) {
      return store.delete(keys);
    }

    @Override
    public void touch(Collection<Touch> touches) {
      store.touch(touches);
    }
  }
}
