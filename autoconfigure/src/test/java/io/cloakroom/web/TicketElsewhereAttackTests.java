package io.cloakroom.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.web.SessionServer.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A live ticket where none belongs: in an address, or in another header. */
@TestInstance(Lifecycle.PER_CLASS)
class TicketElsewhereAttackTests {

  private final SessionServer server = new SessionServer();
  private String ticket = "";

  @BeforeAll
  void start() {
    ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) ->
            response
                .getWriter()
                .print(
                    "session %s, requested %s, by address %s"
                        .formatted(
                            request.getSession(false),
                            request.getRequestedSessionId(),
                            request.isRequestedSessionIdFromURL())));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/;jsessionid=%s",
        "/;JSESSIONID=%s",
        "/;SESSION=%s",
        "/;session=%s",
        "/?jsessionid=%s",
        "/?SESSION=%s",
        "/?SESSION=%s&__Host-SESSION=%<s",
        "/;jsessionid=%s?jsessionid=%<s",
      })
  void ticketInAnAddressIsWorthNothing(String address) {
    server.store.calls();

    Reply reply = server.get(address.formatted(ticket));

    assertThat(reply.body()).isEqualTo("session null, requested null, by address false");
    assertThat(reply.cookies()).isEmpty();
    assertThat(server.store.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer %s",
        "X-Auth-Token: %s",
        "Cookie2: SESSION=%s",
        "Set-Cookie: SESSION=%s",
        "X-Cookie: SESSION=%s",
        "SESSION: %s",
        "Referer: http://localhost/;jsessionid=%s",
      })
  void ticketInAnotherHeaderIsWorthNothing(String header) {
    server.store.calls();

    String answer = server.raw("/", header.formatted(ticket).getBytes(ISO_8859_1));

    assertThat(answer).contains("session null, requested null").doesNotContain(ticket);
    assertThat(server.store.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cart", "/cart?a=b", "https://example.org/", "cart;a=b", ""})
  void noTicketGoesIntoAnAddress(String address) {
    server.on(
        "/links",
        (request, response) -> {
          request.getSession().setAttribute("a", "1");
          response.addHeader("X-Link", response.encodeURL(address));
          response.addHeader("X-Link", response.encodeRedirectURL(address));
        });

    assertThat(server.get("/links").header("X-Link")).containsExactly(address, address);
  }

  @Test
  void halvesOfTwoTicketsAreWorthNothing() {
    String other = server.stored(Map.of("a", "2"));

    String mixed = ticket.substring(0, 21) + other.substring(21);

    assertThat(server.get("/", mixed).body()).contains("session null");
    assertThat(server.get("/", ticket).body()).contains(SessionServer.keyOf(ticket));
    assertThat(server.get("/", other).body()).contains(SessionServer.keyOf(other));
  }
}
