package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.token.Forger;
import io.cloakroom.token.TokenAttacks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whatever comes in a cookie in place of a token, the answer is the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class TokenAttackRequestTests {

  private static final String KEY = "a:" + TestKeys.random();

  /** Characters that a server takes for a cookie's value (RFC 6265, 4.1.1). */
  private static final Pattern VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]+");

  private final Forger forger = new Forger(KEY);
  private Node node;

  @BeforeAll
  void start() {
    node =
        Node.start(
            TokenProperties.with(
                KEY,
                "management.endpoints.web.exposure.include=*",
                "management.endpoint.env.show-values=always",
                "management.endpoint.configprops.show-values=always",
                "logging.level.io.cloakroom=trace",
                "logging.level.org.springframework.security=trace",
                "logging.level.org.springframework.web=trace"));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void eachAttackIsAnsweredAsAnonymousTakenBackAndCounted(CapturedOutput output) {
    String live = signedIn();
    Map<String, String> attacks = TokenAttacks.on(forger, live);
    String expected = describe(new Browser().with("x").get(node, "/read"));

    attacks.forEach(
        (attack, ticket) -> {
          double counted = counted();
          HttpResponse<String> read = sent(ticket, "/read");
          assertThat(read.body()).as(attack).isEqualTo("null");
          // Others never get past the server, or are for cookies of another name.
          if (VALUE.matcher(ticket).matches() && !ticket.startsWith("__Host-")) {
            assertThat(describe(read)).as(attack).isEqualTo(expected);
            assertThat(counted() - counted).as(attack).isEqualTo(1);
          }
          assertThat(sent(ticket, "/me").statusCode()).as(attack).isEqualTo(302);
        });

    assertThat(attacks).hasSizeGreaterThan(150);
    assertThat(new Browser().with(live).get(node, "/me").body()).isEqualTo("alice");
    assertThat(counters()).hasSizeBetween(5, 12);
    assertThat(output).contains("Refused a ticket: not-authentic (key a)");
    assertThat(output).contains("Refused a ticket: unknown-key (key unknown)");
    assertThat(output).doesNotContain("jndi", "etc/passwd", "attacker.example", "OR 1=1");
  }

  @Test
  void bitsThatWereFlippedOnTheWayNeverFailARequest() {
    String live = signedIn();
    for (int i = 0; i < live.length(); i += 3) {
      char[] flipped = live.toCharArray();
      flipped[i] ^= (char) (1 << (i % 6));
      HttpResponse<String> response = sent(new String(flipped), "/read");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("null");
    }
  }

  @Test
  void nothingOfATokenIsInTheLogsOrTheEndpoints(CapturedOutput output) {
    Browser browser = new Browser();
    browser.get(node, "/write?v=x");
    String first = ticket(browser);
    browser.post(node, "/login", "username=alice&password=wonderland");
    String second = ticket(browser);
    browser.get(node, "/rotate");
    String third = ticket(browser);
    sent(third.substring(4), "/read");
    browser.get(node, "/write?name=large&v=" + "x".repeat(3000));
    browser.get(node, "/end");

    assertThat(output.toString()).contains("TRACE").contains("Refused a ticket: header");
    for (String ticket : List.of(first, second, third)) {
      for (String part : ticket.substring(ticket.indexOf('.') + 1).split("\\.", -1)) {
        assertThat(output.toString()).doesNotContain(part.substring(0, 16));
      }
      String id = forger.claims(ticket).replaceAll(".*\"jti\":\"([^\"]+)\".*", "$1");
      assertThat(id).hasSize(43);
      assertThat(output.toString()).doesNotContain(id);
    }
    for (String endpoint : List.of("env", "configprops", "beans", "metrics")) {
      assertThat(new Browser().get(node, "/actuator/" + endpoint).body())
          .as(endpoint)
          .doesNotContain(KEY.substring(2));
    }
    assertThat(output).doesNotContain(KEY.substring(2));
  }

  private String signedIn() {
    Browser browser = new Browser();
    browser.post(node, "/login", "username=alice&password=wonderland");
    return ticket(browser);
  }

  private HttpResponse<String> sent(String ticket, String path) {
    return new Browser().with(ticket.replaceAll("[\\x00-\\x1f\\x7f]", "?")).get(node, path);
  }

  private List<Counter> counters() {
    return List.copyOf(
        node.context().getBean(MeterRegistry.class).find("cloakroom.tickets.refused").counters());
  }

  private double counted() {
    return counters().stream().mapToDouble(Counter::count).sum();
  }

  /** Returns all that an attacker can tell answers apart by. */
  private static String describe(HttpResponse<String> response) {
    return response.statusCode()
        + response.body()
        + Arrays.toString(
            response.headers().map().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("date"))
                .map(Object::toString)
                .sorted()
                .toArray());
  }

  private static String ticket(Browser browser) {
    return Objects.requireNonNull(browser.ticket());
  }
}
