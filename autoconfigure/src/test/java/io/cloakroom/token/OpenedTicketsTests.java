package io.cloakroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenedTicketsTests {

  private static final Instant NOW = Instant.EPOCH;

  private final OpenedTickets tickets = new OpenedTickets(1_500);

  @Test
  void ticketIsFoundByItsWholeText() {
    SealedTicket opened = opened("abcd");
    tickets.add(opened);

    assertThat(tickets.get("abcd")).isSameAs(opened);
    assertThat(tickets.get("abcD")).isNull();
    assertThat(tickets.get("abc")).isNull();
  }

  @Test
  void thoseThatWereNotAskedForLatelyAreForgotten() {
    add("aaaa", "bbbb", "cccc");

    tickets.get("aaaa");
    add("dddd", "eeee");

    assertThat(tickets.get("bbbb")).isNull();
    assertThat(tickets.get("cccc")).isNull();
    assertThat(tickets.get("aaaa")).isNotNull();
    assertThat(tickets.get("dddd")).isNotNull();
    assertThat(tickets.get("eeee")).isNotNull();
  }

  @Test
  void ticketThatIsAddedAgainCountsOnce() {
    add("bbbb", "cccc", "dddd");
    add("aaaa", "aaaa", "aaaa");

    assertThat(tickets.get("bbbb")).isNotNull();
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

  private void add(String... texts) {
    for (String text : texts) {
      tickets.add(opened(text));
    }
  }

  private static SealedTicket read(TokenNode node, String ticket) {
    return (SealedTicket) Objects.requireNonNull(node.manager.read(ticket));
  }

  private static SealedTicket opened(String text) {
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
    return new SealedTicket(text, token, NOW, "a", true);
  }
}
