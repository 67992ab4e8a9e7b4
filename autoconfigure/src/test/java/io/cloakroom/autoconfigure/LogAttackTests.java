package io.cloakroom.autoconfigure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionId;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Somebody reads the logs. All that Cloakroom, its clients and Spring Security have to say is
 * written, down to the finest level; no id that was ever sent to a client is in it.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogAttackTests {

  private static final String PREFIX = "__Host-SESSION=";

  private final Set<String> issued = new LinkedHashSet<>();
  private final Browser browser = new Browser();
  private @Nullable Node node;

  @AfterEach
  void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void noIdIsInTheLogsWithRedis(CapturedOutput output) throws Exception {
    Endpoint redis = TestServers.redis();
    noIdIsInTheLogs(output, StoreProperties.redis(redis, UUID.randomUUID().toString()));
  }

  @Test
  void noIdIsInTheLogsWithPostgres(CapturedOutput output) throws Exception {
    Endpoint server = TestServers.freshPostgres();
    noIdIsInTheLogs(output, StoreProperties.jdbc("postgresql", server));
  }

  private void noIdIsInTheLogs(CapturedOutput output, List<String> store) throws Exception {
    List<String> properties = new ArrayList<>(store);
    properties.addAll(
        List.of(
            "cloakroom.limits.attributes=6",
            "cloakroom.cleanup.interval=200ms",
            "cloakroom.redis.command-timeout=5s",
            "cloakroom.jdbc.command-timeout=5s",
            "logging.level.io.cloakroom=trace",
            "logging.level.io.lettuce.core.protocol=debug",
            "logging.level.org.springframework.security=trace",
            "logging.level.org.springframework.web=trace",
            "logging.level.org.springframework.data=trace",
            "logging.level.org.springframework.jdbc=trace",
            "logging.level.com.zaxxer.hikari=debug",
            "logging.level.org.postgresql=trace"));
    node = Node.start(properties);
    // Spring logs what clients send only if it is told to; what it was sent is no id then.
    live(node);
    List<String> clearly = List.copyOf(issued);
    node.close();
    properties.add("server.servlet.session.cookie.secure=true");
    node = Node.start(properties);
    hostBound(node);

    assertThat(clearly).hasSizeGreaterThan(10);
    assertThat(issued).hasSizeGreaterThan(clearly.size());
    assertThat(output.toString()).contains("TRACE").contains("DEBUG");
    for (String id : issued) {
      assertThat(output.toString()).doesNotContain(id.substring(1, 42));
    }
  }

  /** Does all that can be done to a session, and much that cannot. */
  private void live(Node node) throws IOException {
    get(node, "/write?v=x");
    for (String path :
        List.of(
            "/read", "/rotate", "/basket?item=a", "/bind?name=n", "/names", "/me", "/nowhere")) {
      get(node, path);
    }
    keep(browser.post(node, "/login", "username=alice&password=wrong"));
    keep(browser.post(node, "/login", "username=alice&password=wonderland"));
    get(node, "/me");
    for (int i = 0; i < 9; i++) {
      get(node, "/write?v=x&name=n" + i);
    }
    get(node, "/idle?seconds=1");
    keep(browser.post(node, "/logout", ""));
    get(node, "/end");
    IntStream.range(0, 5)
        .forEach(
            i -> {
              browser.with(null);
              get(node, "/write?v=" + i);
              get(node, i % 2 == 0 ? "/idle?seconds=1" : "/end");
            });
    String live = SessionId.random().value();
    for (String sent :
        List.of(live, live + "x", live.substring(1), "%41" + live, "\"" + live + "\"")) {
      issued.add(live);
      keep(new Browser().with(sent).get(node, "/write?v=x"));
      keep(new Browser().with(live + "; SESSION=" + sent).get(node, "/rotate"));
    }
    get(node, "/write?v=x");
    keep(new Browser().with(String.join("; SESSION=", issued)).get(node, "/me"));
    raw(node, "Cookie: SESSION=" + live + "\r\nCookie: SESSION=" + live + "x");
  }

  private void hostBound(Node node) throws IOException {
    String first = raw(node, "X-Test: 1");
    for (int i = 0; i < 3; i++) {
      String answer = raw(node, "Cookie: " + PREFIX + ticket(first) + "; SESSION=" + ticket(first));
      assertThat(answer).startsWith("HTTP/1.1 200");
      first = raw(node, "X-Test: 1");
    }
  }

  private void get(Node node, String path) {
    keep(browser.get(node, path));
  }

  private void keep(HttpResponse<String> response) {
    for (String cookie : Browser.cookies(response)) {
      String value = cookie.substring("SESSION=".length(), cookie.indexOf(';'));
      if (!value.isEmpty()) {
        issued.add(value);
      }
    }
  }

  private String ticket(String answer) {
    int start = answer.indexOf(PREFIX) + PREFIX.length();
    String ticket = answer.substring(start, start + 43);
    assertThat(ticket).matches("[\\w-]{43}");
    issued.add(ticket);
    return ticket;
  }

  private static String raw(Node node, String headerLines) throws IOException {
    URI uri = URI.create(node.url("/write?v=x"));
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET /write?v=x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                      + headerLines
                      + "\r\n\r\n")
                  .getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
