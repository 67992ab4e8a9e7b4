package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** What becomes of tokens between the response and the client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class TokenCookieTests {

  private static final String KEY = "a:" + TestKeys.random();
  private static final String PREFIX = "__Host-SESSION=";

  private final HttpClient client = HttpClient.newHttpClient();
  private Node plain;
  private Node secure;

  @BeforeAll
  void start() {
    plain = Node.start(Late.class, TokenProperties.with(KEY));
    secure =
        Node.start(
            Late.class, TokenProperties.with(KEY, "server.servlet.session.cookie.secure=true"));
  }

  @AfterAll
  void stop() {
    plain.close();
    secure.close();
  }

  @Test
  void changeAfterTheResponseWasCommittedIsLostAndSaidToBe(CapturedOutput output) {
    Browser browser = new Browser();
    browser.get(plain, "/early");
    assertThat(browser.get(plain, "/read").body()).isEqualTo("early");
    assertThat(output).doesNotContain("committed before its session was changed");

    HttpResponse<String> late = browser.get(plain, "/late");

    assertThat(Browser.cookies(late)).isEmpty();
    assertThat(browser.get(plain, "/read").body()).isEqualTo("early");
    assertThat(output).contains("committed before its session was changed");
  }

  /** A sibling domain can plant a cookie without the prefix, and none with it. */
  @Test
  void tokenThatAnAttackerGotOverHttpsCannotBePlanted() throws Exception {
    String cookie =
        get(secure, "/early", "a=b").headers().allValues("Set-Cookie").stream()
            .filter(each -> each.startsWith(PREFIX))
            .findFirst()
            .orElseThrow();
    String token = cookie.substring(PREFIX.length(), cookie.indexOf(';'));

    assertThat(get(secure, "/read", PREFIX + token).body()).isEqualTo("early");
    for (String planted :
        List.of("SESSION=" + token, "SESSION=__Host-" + token, "__host-SESSION=" + token)) {
      for (Node node : List.of(secure, plain)) {
        assertThat(get(node, "/read", planted).body()).as(planted).isEqualTo("null");
      }
    }
  }

  @Test
  void plainTokenOfBeforeHttpsGoesOnUntilItsIdChanges() throws Exception {
    Browser browser = new Browser();
    browser.get(plain, "/early");
    String planted = "SESSION=" + browser.ticket();

    assertThat(get(secure, "/read", planted).body()).isEqualTo("early");
    HttpResponse<String> renamed = get(secure, "/rename", planted);

    assertThat(renamed.headers().allValues("Set-Cookie").toString())
        .contains(PREFIX)
        .contains("SESSION=; ");
  }

  private HttpResponse<String> get(Node node, String path, String cookies)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(node.url(path))).header("Cookie", cookies).build(),
        BodyHandlers.ofString());
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Late {

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
    }

    @Bean
    ServletRegistrationBean<HttpServlet> servlet() {
      return new ServletRegistrationBean<>(
          new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
              HttpSession session = request.getSession(false);
              switch (request.getServletPath()) {
                case "/early" -> request.getSession().setAttribute("v", "early");
                case "/rename" -> request.changeSessionId();
                case "/late" -> {
                  response.flushBuffer();
                  request.getSession().setAttribute("v", "late");
                }
                default ->
                    response.getWriter().print(session == null ? null : session.getAttribute("v"));
              }
            }
          },
          "/early",
          "/late",
          "/rename",
          "/read");
    }
  }
}
