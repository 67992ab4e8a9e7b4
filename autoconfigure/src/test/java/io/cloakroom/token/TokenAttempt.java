package io.cloakroom.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.Session;
import io.cloakroom.SessionId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a node a ticket that somebody may have made up, and looks at all that this does. */
final class TokenAttempt {

  private static final Set<String> REASONS =
      Arrays.stream(Fault.values()).map(Fault::reason).collect(Collectors.toSet());

  private static final String KEY = TokenNode.key("2026-11");

  private final TokenNode node = new TokenNode(KEY, TokenNode.key("2026-05"));
  private final Forger forger = new Forger(KEY);

  /** All tickets that count: any other one was made up. */
  final List<String> issued;

  TokenAttempt() {
    Session hostBound = node.manager.create(true);
    hostBound.setAttribute("user", "bob");
    issued =
        List.of(
            node.ticket(Map.of()),
            node.ticket(Map.of("v", "coat", "user", "alice")),
            Objects.requireNonNull(node.manager.save(hostBound)));
  }

  /** Returns what is sealed in the tickets that count. */
  List<String> claims() {
    return issued.stream()
        .map(ticket -> ticket.replaceFirst("^" + SessionId.HOST_BOUND, ""))
        .map(forger::claims)
        .toList();
  }

  /**
   * Shows the node any text.
   *
   * @throws AssertionError unless it is one of those that were issued, or refused for one reason
   */
  void byTicket(byte[] text) {
    String ticket = new String(text, ISO_8859_1);
    Session found = shown(ticket);
    assertThat(found != null).isEqualTo(issued.contains(ticket));
  }

  /**
   * Shows the node anything, sealed with its key for tokens: what a newer node may write, or an
   * older one has written.
   *
   * @throws AssertionError unless it is a session, or refused for one reason
   */
  void byClaims(byte[] claims) {
    Session found = shown(forger.seal(forger.header(), forger.key, 32, claims));
    if (found != null) {
      assertThat(found.base()).isNotNull();
      assertThat(found.isEnded()).isFalse();
    }
  }

  private @Nullable Session shown(String ticket) {
    node.refused.clear();
    Session found = node.manager.find(ticket);
    assertThat(node.refused).hasSize(found == null ? 1 : 0).isSubsetOf(REASONS);
    return found;
  }
}
