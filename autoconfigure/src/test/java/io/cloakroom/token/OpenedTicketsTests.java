package io.cloakroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionId;
import io.cloakroom.token.OpenedTickets.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenedTicketsTests {

  private static final Instant NOW = Instant.EPOCH;

  private final OpenedTickets tickets = new OpenedTickets(10);

  @Test
  void ticketIsFoundByItsWholeText() {
    Opened opened = opened("abcd");
    tickets.add(opened);

    assertThat(tickets.get("abcd")).isSameAs(opened);
    assertThat(tickets.get("abcD")).isNull();
    assertThat(tickets.get("abc")).isNull();
  }

  @Test
  void thoseThatWereNotAskedForTheLongestAreForgotten() {
    tickets.add(opened("aaaa"));
    tickets.add(opened("bbbb"));
    tickets.get("aaaa");

    tickets.add(opened("cccc"));

    assertThat(tickets.get("aaaa")).isNotNull();
    assertThat(tickets.get("bbbb")).isNull();
    assertThat(tickets.get("cccc")).isNotNull();
  }

  @Test
  void ticketThatIsAddedAgainCountsOnce() {
    for (int i = 0; i < 5; i++) {
      tickets.add(opened("aaaa"));
    }
    tickets.add(opened("bbbb"));

    assertThat(tickets.get("aaaa")).isNotNull();
    assertThat(tickets.get("bbbb")).isNotNull();
  }

  @Test
  void ticketThatIsLongerThanAllMayBeIsNotKept() {
    tickets.add(opened("abcdefghijk"));

    assertThat(tickets.get("abcdefghijk")).isNull();
  }

  @Test
  void nodeOpensATicketOnceAndJudgesItEachTime() {
    TokenNode node = new TokenNode(TokenNode.key("a"));
    String ticket = node.ticket(Map.of("v", "coat"));

    assertThat(read(node, ticket).token()).isSameAs(read(node, ticket).token());
    node.pass(TokenNode.LIFETIME.plusSeconds(30));

    assertThat(node.manager.read(ticket)).isNull();
    assertThat(node.refused).containsExactly("expired");
  }

  private static SealedTicket read(TokenNode node, String ticket) {
    return (SealedTicket) Objects.requireNonNull(node.manager.read(ticket));
  }

  private static Opened opened(String text) {
    SessionToken token =
        new SessionToken(
            SessionId.random(),
            "lineage",
            1,
            NOW,
            NOW,
            Duration.ofMinutes(15),
            null,
            null,
            0,
            NOW,
            NOW,
            NOW,
            Map.of());
    return new Opened(new SealedTicket(text, token, NOW, true), "a");
  }
}
