package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionId;
import io.cloakroom.web.SessionServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whatever a client sends in place of a ticket, it is anonymous and nothing breaks. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class TicketAttackTests {

  private final SessionServer server = new SessionServer();
  private String ticket = "";

  @BeforeAll
  void start() {
    ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> response.getWriter().print("session " + request.getSession(false)));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** Turns a live ticket into what is not one; the result is a whole Cookie header. */
  static Stream<Named<UnaryOperator<String>>> attacks() {
    return Stream.of(
        attack("empty", live -> "SESSION="),
        attack("no value", live -> "SESSION"),
        attack("a character short", live -> "SESSION=" + live.substring(1)),
        attack("a character long", live -> "SESSION=" + live + "A"),
        attack("8 KB", live -> "SESSION=" + "A".repeat(8192)),
        attack("64 KB", live -> "SESSION=" + live.repeat(1500)),
        attack("wrong alphabet", live -> "SESSION=+" + live.substring(1)),
        attack("padded", live -> "SESSION=" + live + "="),
        attack("non-canonical last character", live -> "SESSION=" + nonCanonical(live)),
        attack("percent-encoded", live -> "SESSION=%41" + live.substring(1)),
        attack("$Version", live -> "$Version=1; SESSION" + "=" + live.substring(1) + "; $Path=/"),
        attack("lower-case name", live -> "session=" + live),
        attack(
            "variants of the prefix",
            live -> "__HOST-SESSION=" + live + "; __host-SESSION=" + live),
        attack(
            "variants of the name", live -> "__Host-session=" + live + "; __Host-Session=" + live),
        attack("__Secure-", live -> "__Secure-SESSION=" + live),
        attack("prefix in the value", live -> "SESSION=__Host-" + live),
        attack("prefix twice", live -> "__Host-SESSION=__Host-" + live),
        attack("NUL", live -> "SESSION=" + live.substring(1) + "\0"),
        attack("DEL", live -> "SESSION=" + live.substring(1) + "\u007f"),
        attack("tab", live -> "SESSION=" + live.substring(1) + "\t"),
        attack("CR", live -> "SESSION=" + live.substring(1) + "\rSet-Cookie: a=b"),
        attack("CR LF", live -> "SESSION=" + live.substring(1) + "\r\nX-Injected: yes"),
        attack("unicode", live -> "SESSION=\u00c3\u00a4\u00e2\u0082\u00ac" + live.substring(5)),
        attack("path", live -> "SESSION=../../../etc/passwd"),
        attack("glob", live -> "SESSION=" + "*".repeat(43)),
        attack("slot", live -> "SESSION={slot}" + live.substring(6)),
        attack("SQL", live -> "SESSION=' OR '1'='1' --"),
        attack("SQL, quoted", live -> "SESSION=\"' OR 1=1 --\""),
        attack("RESP", live -> "SESSION=*1\r\n $8\r\n FLUSHALL"),
        attack("key", live -> "SESSION=" + SessionServer.keyOf(live)),
        attack("five well-formed", live -> "SESSION=" + many(4, "; SESSION=") + live),
        attack("broken cookies", live -> "=; ;;=;SESSION;=" + live + ";\"SESSION=" + live),
        attack("10,000 cookies", live -> many(10_000, "; SESSION=").substring(43)));
  }

  private static Named<UnaryOperator<String>> attack(String name, UnaryOperator<String> attack) {
    return Named.of(name, attack);
  }

  private static String many(int count, String separator) {
    return IntStream.range(0, count)
        .mapToObj(i -> SessionId.random().value() + separator)
        .collect(Collectors.joining());
  }

  /** Changes the two last bits of 258, which the decoder ignores. */
  private static String nonCanonical(String live) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(live.charAt(42));
    return live.substring(0, 42) + alphabet.charAt(last + 1);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void weirdTicketIsAnonymous(UnaryOperator<String> attack, CapturedOutput output) {
    server.store.calls();
    String header = attack.apply(ticket);

    String answer = server.raw("/", ("Cookie: " + header).getBytes(StandardCharsets.ISO_8859_1));

    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(server.store.calls()).isEmpty();
    assertThat(answer).doesNotContain("Set-Cookie", "X-Injected", ticket.substring(6, 40));
    if (!answer.startsWith("HTTP/1.1 400")) { // The container's own answer, and its own log.
      assertThat(answer).startsWith("HTTP/1.1 200");
      assertThat(body).contains("session null");
      assertThat(output.toString()).doesNotContain(ticket.substring(6, 40));
    }
  }

  @Test
  void keyOpensNothing() {
    String hash = SessionServer.keyOf(ticket).substring(2);

    assertThat(server.get("/", hash).body()).contains("session null");
  }

  @Test
  void attacksReachTheFilterUnlessTheContainerRefusesThem() {
    assertThat(server.raw("/", "Cookie: SESSION=short".getBytes(StandardCharsets.ISO_8859_1)))
        .startsWith("HTTP/1.1 200")
        .contains("session null");
    assertThat(server.raw("/", ("Cookie: SESSION=" + ticket).getBytes(StandardCharsets.ISO_8859_1)))
        .contains("session HttpSession");
  }

  @Test
  void loginWithForeignTicketGetsAnother() {
    String planted = SessionId.random().value();
    server.on("/login", (request, response) -> request.getSession().setAttribute("user", "me"));

    Reply reply = server.get("/login", planted);

    assertThat(reply.requiredTicket()).isNotEqualTo(planted);
    assertThat(server.load(planted)).isNull();
  }
}
