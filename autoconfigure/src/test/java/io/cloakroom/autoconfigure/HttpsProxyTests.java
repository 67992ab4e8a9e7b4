package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A node behind a proxy that ends TLS, with Spring Security and its CSRF cookie. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpsProxyTests {

  /** A browser's jar, as far as this node's cookies go. */
  private final Map<String, String> jar = new LinkedHashMap<>();

  private final String namespace = UUID.randomUUID().toString();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<List<String>, Node> nodes = new HashMap<>();
  private @Nullable Node node;

  @BeforeEach
  void emptyJar() {
    jar.clear();
  }

  @AfterAll
  void stop() {
    nodes.values().forEach(Node::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"framework", "native"})
  void allCookiesAreSecureBehindAProxy(String strategy) {
    start("server.forward-headers-strategy=" + strategy);

    HttpResponse<String> page = get("/token", "https");
    HttpResponse<String> signIn = signIn();

    assertThat(cookie(page, "XSRF-TOKEN")).contains("; Secure", "Path=/");
    assertThat(cookie(signIn, "__Host-SESSION"))
        .matches("__Host-SESSION=[\\w-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax");
    assertThat(signIn.headers().firstValue("Location").orElse("")).startsWith("https://");
    assertThat(signIn.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("JSESSIONID") || cookie.startsWith("SESSION"));
    assertThat(get("/me", "https").body()).isEqualTo("alice");
    assertThat(get("/me", "https").headers().allValues("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"framework", "native"})
  void signOutTakesTheCookieAway(String strategy) {
    start("server.forward-headers-strategy=" + strategy);
    signIn();

    HttpResponse<String> signOut = post("/logout", "https", csrfToken(), "");

    assertThat(cookie(signOut, "__Host-SESSION")).contains("1970", "; Path=/", "; Secure");
    assertThat(get("/me", "https").statusCode()).isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(strings = {"framework", "native"})
  void formWithoutTheTokenIsRefusedAndTheTokenChangesWithTheSignIn(String strategy) {
    start("server.forward-headers-strategy=" + strategy);
    String before = csrfToken();
    assertThat(post("/write", "https", "", "").statusCode()).isEqualTo(403);
    assertThat(post("/write", "https", before, "").statusCode()).isEqualTo(200);

    signIn();

    assertThat(csrfToken()).isNotEqualTo(before);
    assertThat(post("/write", "https", before, "").statusCode()).isEqualTo(403);
    assertThat(post("/write", "https", csrfToken(), "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"framework", "native"})
  void plainRequestThroughTheProxyGetsAPlainCookie(String strategy) {
    start("server.forward-headers-strategy=" + strategy);

    assertThat(cookie(get("/write", "http"), "SESSION"))
        .matches("SESSION=[\\w-]{43}; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void headerOfAnybodyIsNotBelieved() {
    start("server.forward-headers-strategy=none");

    assertThat(cookie(get("/write", "https"), "SESSION")).doesNotContain("Secure");
  }

  @Test
  void secureByPropertyNeedsNoHeader() {
    start("server.servlet.session.cookie.secure=true");

    assertThat(cookie(get("/write", "http"), "__Host-SESSION")).contains("; Secure");
    assertThat(get("/read", "http").body()).isEqualTo("x");
  }

  @Test
  void sessionOfPlainHttpIsTakenOverByHttps() {
    start("server.forward-headers-strategy=framework");
    get("/write", "http");
    String plain = jar.get("SESSION");

    assertThat(get("/read", "https").body()).isEqualTo("x");
    signIn();

    assertThat(jar).doesNotContainKey("SESSION").containsKey("__Host-SESSION");
    assertThat(get("/read", "https").body()).isEqualTo("x");
    jar.clear();
    jar.put("SESSION", String.valueOf(plain));
    assertThat(get("/read", "https").body()).isEqualTo("none");
  }

  @Test
  void nodeThatTurnsThePrefixOnOrOffLogsNobodyOut() {
    String proxy = "server.forward-headers-strategy=framework";
    start(proxy, "cloakroom.cookie.host-prefix=false");
    signIn();
    assertThat(jar).containsKey("SESSION");

    start(proxy);
    assertThat(get("/me", "https").body()).isEqualTo("alice");
    get("/rotate", "https");
    assertThat(jar).doesNotContainKey("SESSION").containsKey("__Host-SESSION");

    start(proxy, "cloakroom.cookie.host-prefix=false");
    assertThat(get("/me", "https").body()).isEqualTo("alice");
  }

  @Test
  void springSecuritysCacheHeadersStay() {
    start("server.forward-headers-strategy=framework");
    signIn();

    HttpResponse<String> page = get("/me", "https");

    assertThat(page.headers().allValues("Cache-Control"))
        .containsExactly("no-cache, no-store, max-age=0, must-revalidate");
    assertThat(page.headers().allValues("Vary")).contains("Cookie");
  }

  @Test
  void staticResourceOfASignedInUserMayBeCachedByAll() {
    start(
        "server.forward-headers-strategy=framework",
        "spring.web.resources.static-locations=classpath:/app-migrations/",
        "spring.web.resources.cache.cachecontrol.max-age=1h",
        "spring.web.resources.cache.cachecontrol.cache-public=true");
    signIn();

    HttpResponse<String> resource = get("/V1__orders.sql", "https");

    assertThat(resource.statusCode()).isEqualTo(200);
    assertThat(resource.headers().allValues("Cache-Control"))
        .containsExactly("max-age=3600, public");
    assertThat(resource.headers().allValues("Vary")).doesNotContain("Cookie");
    assertThat(resource.headers().allValues("Set-Cookie")).isEmpty();
  }

  private void start(String... properties) {
    Endpoint redis = TestServers.redis();
    List<String> all =
        new ArrayList<>(
            List.of(
                "cloakroom.store=redis",
                "cloakroom.redis.command-timeout=5s",
                "cloakroom.namespace=" + namespace,
                "spring.data.redis.host=" + redis.host(),
                "spring.data.redis.port=" + redis.port(),
                "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID()));
    all.addAll(List.of(properties));
    node = nodes.computeIfAbsent(List.of(properties), any -> Node.start(Shop.class, all));
  }

  private HttpResponse<String> signIn() {
    return post("/login", "https", csrfToken(), "username=alice&password=wonderland");
  }

  /** Does what a page's script would: it reads the cookie, and sends it as a header. */
  private String csrfToken() {
    get("/token", "https");
    return Objects.requireNonNull(jar.get("XSRF-TOKEN"));
  }

  private HttpResponse<String> get(String path, String scheme) {
    return send(HttpRequest.newBuilder(URI.create(Objects.requireNonNull(node).url(path))), scheme);
  }

  private HttpResponse<String> post(String path, String scheme, String token, String form) {
    return send(
        HttpRequest.newBuilder(URI.create(Objects.requireNonNull(node).url(path)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-XSRF-TOKEN", token)
            .POST(BodyPublishers.ofString(form)),
        scheme);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String scheme) {
    request.header("X-Forwarded-Proto", scheme).header("X-Forwarded-For", "192.0.2.7");
    if (!jar.isEmpty()) {
      request.header(
          "Cookie",
          jar.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(String cookie) {
    String name = cookie.substring(0, cookie.indexOf('='));
    String value = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    if (value.isEmpty()) {
      jar.remove(name);
    } else {
      jar.put(name, value);
    }
  }

  private static String cookie(HttpResponse<String> response, String name) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .findFirst()
        .orElse("none of " + response.headers().allValues("Set-Cookie"));
  }

  /** An application with a page of its own that keeps its CSRF token in a cookie. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Shop {

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return http.authorizeHttpRequests(
              requests -> requests.requestMatchers("/me").authenticated().anyRequest().permitAll())
          .csrf(csrf -> csrf.spa())
          .formLogin(form -> form.defaultSuccessUrl("/me"))
          .build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername("alice").password("{noop}wonderland").roles("USER").build());
    }

    @RestController
    static class Pages {

      @GetMapping("/token")
      String token(CsrfToken token) {
        return token.getToken();
      }

      @GetMapping("/me")
      String me(Principal user) {
        return user.getName();
      }

      @GetMapping("/write")
      String write(HttpSession session) {
        session.setAttribute("v", "x");
        return "written";
      }

      @PostMapping("/write")
      String writeByForm(HttpSession session) {
        return write(session);
      }

      @GetMapping("/rotate")
      String rotate(HttpServletRequest request) {
        return request.changeSessionId();
      }

      @GetMapping("/read")
      String read(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? "none" : String.valueOf(session.getAttribute("v"));
      }
    }
  }
}
