package io.cloakroom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cloakroom.Session;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.repository.memory.MemoryRevocationStore;
import io.cloakroom.revocation.PolledRevocations;
import io.cloakroom.revocation.Revocations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TokenSessionManagerTests {

  private static final Duration HALF = TokenNode.LIFETIME.dividedBy(2);

  private final String a = TokenNode.key("a");
  private final String b = TokenNode.key("b");
  private final TokenNode node = new TokenNode(a);
  private final TokenNode.Revoked revoked = new TokenNode.Revoked();
  private final TokenNode revoking = new TokenNode("shop", revoked, a);

  /** As after a change of the password. */
  @Test
  void sessionIsSparedUnderTheIdThatItGotInTheSameRequest() {
    PolledRevocations revocations = polled(new MemoryRevocationStore());
    TokenNode sparing = new TokenNode("shop", revocations, a);
    String ticket = sparing.ticket(Map.of("user", "alice"));

    for (int i = 0; i < 3; i++) {
      Session session = sparing.find(ticket);
      String other = sparing.ticket(Map.of("user", "alice"));
      sparing.manager.changeId(session);

      revocations.revokeAll("alice", session.key());

      ticket = sparing.save(session);
      assertThat(sparing.find(ticket).attribute("user")).isEqualTo("alice");
      assertThat(sparing.manager.find(other)).isNull();
    }
  }

  @Test
  void sparedSessionStaysWhenItGetsAnotherId() {
    PolledRevocations revocations = polled(new MemoryRevocationStore());
    TokenNode sparing = new TokenNode("shop", revocations, a);
    Session session = sparing.find(sparing.ticket(Map.of("user", "alice")));
    revocations.revokeAll("alice", session.key());

    sparing.manager.changeId(session);

    assertThat(sparing.find(sparing.save(session)).attribute("user")).isEqualTo("alice");
  }

  @Test
  void sessionThatWasRevokedElsewhereDoesNotGetAwayByAnotherId() {
    MemoryRevocationStore store = new MemoryRevocationStore();
    TokenNode late = new TokenNode("shop", polled(store), a);
    Session session = late.find(late.ticket(Map.of("user", "alice")));
    polled(store).revokeAll("alice");

    late.manager.changeId(session);

    assertThat(late.manager.save(session)).isNull();
  }

  @Test
  void sessionIsInItsTicketAlone() {
    String ticket = node.ticket(Map.of("v", "coat", "list", List.of("x", "y")));

    Session session = new TokenNode(a).find(ticket);

    assertThat(session.attribute("v")).isEqualTo("coat");
    assertThat(session.attribute("list")).isEqualTo(List.of("x", "y"));
    assertThat(session.attributeNames()).containsExactlyInAnyOrder("v", "list");
    assertThat(session.idle()).isEqualTo(TokenNode.LIFETIME);
    assertThat(node.manager.keyOf(ticket)).isEqualTo(session.key());
    assertThat(node.events).containsExactly(new SessionEvent.Created(session.key()));
    assertThat(ticket).doesNotContain("coat", Forger.encode("coat"));
  }

  @Test
  void ticketStaysTheSameWhileNothingChanges() {
    String ticket = node.ticket(Map.of("v", "coat", "list", List.of("x")));

    node.pass(HALF.minusSeconds(1));

    assertThat(node.read(ticket)).isEqualTo(ticket);
    Session session = node.find(ticket);
    session.setAttribute("v", "hat");
    String changed = node.save(session);
    assertThat(changed).isNotEqualTo(ticket);
    assertThat(node.save(session)).isEqualTo(changed);
    assertThat(node.find(changed).attribute("v")).isEqualTo("hat");
    assertThat(node.find(ticket).attribute("v"))
        .as("a former token is what it was")
        .isEqualTo("coat");
  }

  @Test
  void changeInPlaceIsSaved() {
    String ticket = node.ticket(Map.of("list", new ArrayList<>(List.of("x"))));
    Session session = node.find(ticket);

    list(session).add("y");

    assertThat(node.find(node.save(session)).attribute("list")).isEqualTo(List.of("x", "y"));
  }

  @Test
  void attributesAreRemoved() {
    Session session = node.find(node.ticket(Map.of("v", "coat", "w", "hat")));

    session.removeAttribute("v");

    assertThat(node.find(node.save(session)).attributeNames()).containsExactly("w");
  }

  @Test
  void oneSessionIsOneText() {
    Forger forger = new Forger(a);
    String ticket = node.ticket(Map.of("b", "1", "a", "2", "c", "3"));
    Session session = node.find(ticket);
    session.setAttribute("b", "1");

    String again = forger.claims(node.save(session));

    assertThat(again)
        .contains("\"att\":{\"a\":\"2\",\"b\":\"1\",\"c\":\"3\"}")
        .isEqualTo(forger.claims(ticket).replace("\"ver\":1", "\"ver\":2"));
  }

  @Test
  void tokenIsRenewedInItsLastHalfIfItIsUsed() {
    String ticket = node.ticket(Map.of("v", "coat"));
    node.pass(HALF);

    Session polling = node.find(ticket);
    polling.currentUse().setCounted(false);
    assertThat(node.save(polling)).as("no use").isEqualTo(ticket);
    String renewed = node.read(ticket);
    assertThat(renewed).isNotEqualTo(ticket);
    assertThat(node.read(renewed)).as("once").isEqualTo(renewed);
    assertThat(node.manager.keyOf(renewed)).isEqualTo(node.manager.keyOf(ticket));

    node.pass(HALF.plusMinutes(1));
    assertThat(node.manager.find(ticket)).as("not renewed").isNull();
    assertThat(node.find(renewed).attribute("v")).isEqualTo("coat");
    assertThat(node.refused).containsExactly("expired");
  }

  @Test
  void sessionThatIsUsedLivesUntilItsMaximumLifetime() {
    String ticket = node.ticket(Map.of("v", "coat"));
    Duration step = Duration.ofMinutes(8);
    Duration age = Duration.ZERO;
    while (age.plus(step).compareTo(TokenNode.MAX_LIFETIME) < 0) {
      node.pass(step);
      age = age.plus(step);
      ticket = node.read(ticket);
    }

    Duration rest = TokenNode.MAX_LIFETIME.minus(age);
    node.pass(rest.minusMillis(1));
    assertThat(node.read(ticket)).as("cannot be renewed").isEqualTo(ticket);
    Session last = node.find(ticket);
    node.pass(Duration.ofMillis(1));
    assertThat(node.manager.find(ticket)).as("without the clock skew").isNull();

    last.setAttribute("v", "hat");
    assertThat(node.manager.save(last)).as("ended during the request").isNull();
    assertThat(node.dropped).isEqualTo(1);
  }

  @Test
  void changeThatIsNoUseProlongsNothing() {
    String ticket = node.ticket(Map.of("v", "coat"));
    node.pass(HALF);
    Session session = node.find(ticket);
    session.currentUse().setCounted(false);
    session.setAttribute("v", "hat");

    String changed = node.save(session);

    assertThat(node.find(changed).accessedAt()).isEqualTo(node.find(ticket).accessedAt());
    node.pass(HALF.plusSeconds(29));
    assertThat(node.find(changed).attribute("v")).isEqualTo("hat");
    node.pass(Duration.ofSeconds(1));
    assertThat(node.manager.find(changed)).isNull();
  }

  @Test
  void shorterIdleTimeoutHoldsAndALongerOneIsCut() {
    Session session = node.manager.create();
    session.setIdle(Duration.ofMinutes(2));
    String ticket = node.save(session);
    assertThat(node.find(ticket).idle()).isEqualTo(Duration.ofMinutes(2));
    node.pass(Duration.ofMinutes(1));
    String renewed = node.read(ticket);
    assertThat(renewed).isNotEqualTo(ticket);
    node.pass(Duration.ofSeconds(91));
    assertThat(node.manager.find(ticket)).isNull();
    node.pass(Duration.ofSeconds(59));
    assertThat(node.manager.find(renewed)).isNull();

    for (Duration longer : List.of(Duration.ofDays(30), Duration.ZERO, Duration.ofSeconds(-1))) {
      Session other = node.manager.create();
      other.setIdle(longer);
      String cut = node.save(other);
      assertThat(other.idle()).isEqualTo(TokenNode.LIFETIME);
      assertThat(node.find(cut).idle()).isEqualTo(TokenNode.LIFETIME);
    }
  }

  @Test
  void tokenOfAnotherLifetimeEndsByTheShorterOne() {
    Duration shortLifetime = Duration.ofMinutes(5);
    TokenNode shorter =
        new TokenNode(
            new TokenSettings("shop", shortLifetime, Duration.ofSeconds(30)), Revocations.NONE, a);
    String ticket = node.ticket(Map.of());
    shorter.pass(Duration.ofMinutes(3));
    assertThat(shorter.read(ticket)).as("renewed by its own lifetime").isNotEqualTo(ticket);
    shorter.pass(Duration.ofMinutes(2).plusSeconds(31));
    assertThat(shorter.manager.find(ticket)).isNull();
  }

  @Test
  void clocksMayDifferByTheSkew() {
    TokenNode behind = new TokenNode(a);
    String ticket = node.ticket(Map.of());
    behind.pass(Duration.ofSeconds(-25));
    assertThat(behind.manager.find(ticket)).isNotNull();
    behind.pass(Duration.ofSeconds(-10));
    assertThat(behind.manager.find(ticket)).isNull();
    assertThat(behind.refused).containsExactly("not-yet-valid");

    TokenNode ahead = new TokenNode(a);
    ahead.pass(TokenNode.LIFETIME.plusSeconds(25));
    assertThat(ahead.manager.find(ticket)).isNotNull();
    ahead.pass(Duration.ofSeconds(10));
    assertThat(ahead.manager.find(ticket)).isNull();
    assertThat(ahead.refused).containsExactly("expired");
  }

  @Test
  void demotedKeyOpensAndIsReplacedOnUse() {
    TokenNode rotated = new TokenNode(b, a);
    String ticket = node.ticket(Map.of("v", "coat"));

    Session polling = rotated.find(ticket);
    polling.currentUse().setCounted(false);
    assertThat(rotated.save(polling)).as("no use").isEqualTo(ticket);
    String sealedAgain = rotated.read(ticket);

    assertThat(sealedAgain).isNotEqualTo(ticket);
    assertThat(rotated.read(sealedAgain)).isEqualTo(sealedAgain);
    TokenNode retired = new TokenNode(b);
    assertThat(retired.find(sealedAgain).attribute("v")).isEqualTo("coat");
    assertThat(retired.manager.find(ticket)).isNull();
    assertThat(retired.refused).containsExactly("unknown-key");
  }

  @Test
  void tokensOfAnotherApplicationWithTheSameKeysAreRefused() {
    TokenNode other = new TokenNode("warehouse", Revocations.NONE, a);

    assertThat(other.manager.find(node.ticket(Map.of()))).isNull();
    assertThat(other.refused).containsExactly("audience");
  }

  @Test
  void newIdIsAnotherTicketAndTheOldOneIsRevokedOnceThatIsSaved() {
    String old = revoking.ticket(Map.of("v", "coat"));
    Session session = revoking.find(old);
    SessionKey former = session.key();

    revoking.manager.changeId(session);

    assertThat(revoking.manager.find(old)).as("its client has nothing else yet").isNotNull();
    String ticket = revoking.save(session);
    assertThat(revoking.manager.find(old)).isNull();
    assertThat(revoking.refused).containsExactly("revoked");
    assertThat(revoking.find(ticket).attribute("v")).isEqualTo("coat");
    assertThat(revoking.find(ticket).key()).isEqualTo(session.key()).isNotEqualTo(former);
    assertThat(revoking.events)
        .containsExactly(
            new SessionEvent.Created(former), new SessionEvent.IdChanged(session.key(), former));
  }

  @Test
  void endIsAnnouncedOnceAndNothingBringsTheSessionBack() {
    String ticket = revoking.ticket(Map.of("v", "coat"));
    Session slow = revoking.find(ticket);
    Session session = revoking.find(ticket);
    revoking.events.clear();

    revoking.manager.end(session);
    revoking.manager.end(session);

    assertThat(revoking.events).containsExactly(new SessionEvent.Deleted(session.key()));
    assertThat(revoking.manager.save(session)).isNull();
    assertThat(revoking.manager.find(ticket)).isNull();
    slow.setAttribute("v", "hat");
    assertThat(revoking.manager.save(slow)).isNull();
    assertThat(slow.isEnded()).isTrue();
    assertThat(revoking.dropped).isEqualTo(1);
  }

  @Test
  void newIdOfASessionThatFitsNoTicketLeavesTheOldOneAsItWas() {
    String old = revoking.ticket(Map.of("v", "coat"));
    Session session = revoking.find(old);
    revoking.manager.changeId(session);
    session.setAttribute("cart", "c".repeat(3500));

    assertThatIllegalStateException().isThrownBy(() -> revoking.manager.save(session));

    assertThat(revoking.find(old).attribute("v")).isEqualTo("coat");
  }

  @Test
  void ticketOfAUserIsRevokedWhenTheSessionIsNobodysOrAnothers() {
    for (String next : new String[] {"", "bob"}) {
      String old = revoking.ticket(Map.of("user", "alice"));
      Session session = revoking.find(old);
      if (next.isEmpty()) {
        session.removeAttribute("user");
      } else {
        session.setAttribute("user", next);
      }

      String ticket = revoking.save(session);

      assertThat(revoking.manager.find(old)).isNull();
      assertThat(revoking.find(ticket).key()).isEqualTo(session.key());
      assertThat(revoking.save(session)).isEqualTo(ticket);
    }
  }

  /** What has revoked a token is forgotten when the token is over. */
  @Test
  void requestThatOutlastsItsTokenBringsNothingBack() {
    String ticket = revoking.ticket(Map.of("v", "coat"));
    Session slow = revoking.find(ticket);
    Session rotating = revoking.find(ticket);
    revoking.manager.end(revoking.find(ticket));
    revoked.sessions.clear();

    revoking.pass(TokenNode.LIFETIME.plusSeconds(30));
    slow.setAttribute("v", "hat");

    assertThat(revoking.manager.save(slow)).isNull();
    assertThat(revoking.dropped).isEqualTo(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> revoking.manager.changeId(rotating))
        .withMessageContaining("ended during this request");
  }

  @Test
  void endedSessionDoesNotComeBackByAnotherId() {
    String ticket = revoking.ticket(Map.of());
    Session late = revoking.find(ticket);
    Session early = revoking.find(ticket);
    revoking.manager.changeId(early);
    String renamed = revoking.save(early);

    revoking.manager.end(revoking.find(renamed));

    assertThat(revoking.manager.find(renamed)).isNull();
    assertThatIllegalStateException()
        .isThrownBy(() -> revoking.manager.changeId(late))
        .withMessageContaining("ended during this request");
  }

  /** On another node that has not heard of the end yet. */
  @Test
  void sessionThatGotAnIdAfterItsEndIsEndedToo() {
    TokenNode unaware = new TokenNode("shop", new TokenNode.Revoked(), a);
    String ticket = revoking.ticket(Map.of());
    revoking.manager.end(revoking.find(ticket));

    Session session = unaware.find(ticket);
    unaware.manager.changeId(session);

    assertThat(revoking.manager.find(unaware.save(session))).isNull();
  }

  @Test
  void allTokensOfAUserAreRevokedButThoseFromAfterwards() {
    String before = revoking.ticket(Map.of("user", "alice"));
    String others = revoking.ticket(Map.of("user", "bob"));
    String nobodys = revoking.ticket(Map.of());

    revoked.revokeAll("alice");

    assertThat(revoking.manager.find(before)).isNull();
    assertThat(revoking.manager.find(others)).isNotNull();
    Session session = revoking.find(nobodys);
    session.setAttribute("user", "alice");
    String after = revoking.save(session);
    assertThat(Objects.requireNonNull(revoking.find(after).base()).principal()).isEqualTo("alice");
    revoking.pass(HALF);
    assertThat(revoking.manager.find(revoking.read(after))).as("renewed").isNotNull();
    assertThat(revoking.manager.find(revoking.read(others))).isNotNull();
  }

  @Test
  void hostBoundTicketIsWorthNothingWithoutItsPrefixAndNoOtherWithIt() {
    Session session = node.manager.create(true);
    session.setAttribute("v", "coat");
    String bound = node.save(session);
    String plain = node.ticket(Map.of());
    assertThat(bound).startsWith(SessionId.HOST_BOUND);

    assertThat(node.find(bound).attribute("v")).isEqualTo("coat");
    assertThat(node.manager.find(bound.substring(SessionId.HOST_BOUND.length()))).isNull();
    assertThat(node.manager.find(SessionId.HOST_BOUND + plain)).isNull();
    assertThat(node.refused).containsExactly("misplaced", "misplaced");
    Session upgraded = node.find(plain);
    node.manager.changeId(upgraded, true);
    assertThat(node.save(upgraded)).startsWith(SessionId.HOST_BOUND);
  }

  @Test
  void ticketThatNoCookieHoldsIsRefusedAndTheSessionStaysAsItWas() {
    String ticket = node.ticket(Map.of("small", "x"));
    Session session = node.find(ticket);
    session.setAttribute("cart", "c".repeat(3000));
    session.setAttribute("note", "n".repeat(200));

    for (int i = 0; i < 2; i++) {
      assertThatIllegalStateException()
          .isThrownBy(() -> node.manager.save(session))
          .withMessageContaining(session.key().value())
          .withMessageContaining("can have 3800; largest attributes: cart (3002 bytes), note (202")
          .withMessageContaining("cloakroom.store=redis or jdbc")
          .withMessageNotContaining(ticket);
    }

    assertThat(node.find(ticket).attributeNames()).containsExactly("small");
    session.removeAttribute("cart");
    assertThat(node.find(node.save(session)).attributeNames())
        .containsExactlyInAnyOrder("small", "note");
  }

  @Test
  void whatFitsStillFitsUnderAKeyWithALongerId() {
    String id = "x".repeat(32);
    TokenNode rotated = new TokenNode(TokenNode.key(id), a);
    int fits = 0;
    String largest = "";
    for (int size = 2000; size < 3000; size++) {
      try {
        largest = node.ticket(Map.of("v", "v".repeat(size)));
        fits = size;
      } catch (IllegalStateException tooLarge) {
        break;
      }
    }

    assertThat(fits).isBetween(2100, 2900);
    assertThat(rotated.read(largest)).hasSizeLessThanOrEqualTo(TicketOffice.MOST_BYTES);
  }

  @Test
  void nothingOfATicketIsInItsText() {
    String ticket = node.ticket(Map.of("v", "coat"));
    Session session = node.find(ticket);

    assertThat(session + " " + session.ticket() + " " + node.manager.read(ticket))
        .contains(session.key().value())
        .doesNotContain(ticket.substring(0, 20), "coat")
        .doesNotContain(Objects.requireNonNull(session.id()).value());
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(Session session) {
    return (List<String>) Objects.requireNonNull(session.attribute("list"));
  }

  private static PolledRevocations polled(MemoryRevocationStore store) {
    return new PolledRevocations(store, Duration.ofSeconds(5), HALF, Duration.ofSeconds(1));
  }
}
