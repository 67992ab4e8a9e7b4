package io.cloakroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.memory.MemorySessionRepository;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is an attack on a token that is a whole session, is one on a token that is a part. */
class HybridAttackTests {

  /** These are to be confirmed, and the last is for the store to judge. */
  private static final Set<String> OVER =
      Set.of("expired", "made long ago", "end of the lifetime passed");

  private final String key = TokenNode.key("2026-11");
  private final Forger forger = new Forger(key, "io.cloakroom.token.part.1");
  private final MemorySessionRepository store = new MemorySessionRepository(SampleSessions.TOUCHES);
  private final HybridNode node = new HybridNode(store, new TokenNode.Revoked(), key, "user");
  private final String live = node.ticket(Map.of("user", "alice", "cart", "coat"));

  @Test
  void hostileTicketsAreRefusedWithoutTheStore() {
    Map<String, String> attacks = TokenAttacks.on(forger, live);

    attacks.forEach(
        (attack, ticket) -> {
          if (!OVER.contains(attack)) {
            assertThat(node.manager.find(ticket)).as(attack).isNull();
            boolean wellFormed = attack.equals("id of a stored session");
            assertThat(node.calls()).as(attack).hasSize(wellFormed ? 1 : 0);
          }
        });

    assertThat(attacks).hasSizeGreaterThan(150);
    assertThat(attacks).containsKeys(OVER.toArray(new String[0]));
  }

  @Test
  void tokenThatIsOverIsNotBelieved() {
    Map<String, String> attacks = TokenAttacks.on(forger, live);

    for (String over : List.of("expired", "made long ago")) {
      String ticket = attacks.getOrDefault(over, "?");
      assertThat(node.find(ticket).attribute("user")).as(over).isEqualTo("alice");
      assertThat(node.calls()).as(over).containsExactly("find");
    }
    store.delete(Set.of(node.find(live).key()));
    for (String over : List.of("expired", "made long ago")) {
      assertThat(node.manager.find(attacks.getOrDefault(over, "?"))).as(over).isNull();
    }
  }

  @Test
  void flippedBitIsRefused() {
    for (int i = 0; i < live.length(); i++) {
      char[] flipped = live.toCharArray();
      flipped[i] ^= (char) (1 << (i % 6));

      assertThat(node.manager.find(new String(flipped))).isNull();
    }
    assertThat(node.calls()).isEmpty();
  }
}
