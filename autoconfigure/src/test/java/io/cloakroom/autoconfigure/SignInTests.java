package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Spring Security's ways to sign in, each step of them on another node than the one before. */
class SignInTests {

  private static final Map<String, String> ALICE =
      Map.of("username", "alice", "password", "wonderland");

  @Nested
  class OnRedis extends OnAStore {

    @Override
    List<String> store() {
      return StoreProperties.redis();
    }
  }

  @Nested
  class OnPostgres extends OnAStore {

    @Override
    List<String> store() {
      return StoreProperties.postgres();
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnAStore {

    private final List<Node> nodes = new ArrayList<>();
    private final OidcProvider provider = new OidcProvider();

    abstract List<String> store();

    @BeforeAll
    void start() {
      List<String> properties = new ArrayList<>(store());
      properties.addAll(
          List.of(
              "test.issuer=" + provider.issuer(),
              "cloakroom.jdbc.command-timeout=5s",
              "cloakroom.redis.command-timeout=5s"));
      nodes.add(Node.start(SecuredApplication.class, properties));
      nodes.add(Node.start(SecuredApplication.class, properties));
    }

    @AfterAll
    void stop() {
      nodes.forEach(Node::close);
      provider.close();
    }

    private Visitor visitor() {
      return new Visitor(nodes);
    }

    @Test
    void formLoginLeadsBackToTheSavedRequestUnderANewId() {
      Visitor visitor = visitor();
      assertThat(Visitor.location(visitor.get("/me?page=2", "Accept", "text/html")))
          .isEqualTo("/login");
      String before = visitor.cookie("SESSION");

      HttpResponse<String> signedIn = visitor.post("/login", ALICE);

      assertThat(Visitor.location(signedIn)).isEqualTo("/me?page=2&continue");
      assertThat(visitor.cookie("SESSION")).isNotNull().isNotEqualTo(before);
      for (int i = 0; i < 2; i++) {
        assertThat(visitor.get("/me").body())
            .isEqualTo("UsernamePasswordAuthenticationToken alice");
      }
    }

    @Test
    void failedLoginIsExplainedByAnotherNode() {
      Visitor visitor = visitor();

      HttpResponse<String> refused =
          visitor.post("/login", Map.of("username", "alice", "password", "wrong"));

      assertThat(Visitor.location(refused)).isEqualTo("/login?error");
      assertThat(visitor.get("/failure").body())
          .isEqualTo(
              "org.springframework.security.authentication.BadCredentialsException: Bad credentials");
    }

    @Test
    void postWithoutTheSessionsCsrfTokenIsRefused() {
      Visitor visitor = visitor();
      visitor.post("/login", ALICE);

      String ofSomebodyElse = visitor().get("/csrf").body();
      HttpResponse<String> forged = visitor.post("/logout", ofSomebodyElse, Map.of());

      assertThat(forged.statusCode()).isEqualTo(403);
      assertThat(visitor.get("/me").statusCode()).isEqualTo(200);
    }

    @Test
    void logoutOnOneNodeEndsTheSessionOnTheOther() {
      Visitor visitor = visitor();
      visitor.post("/login", ALICE);
      String ticket = Objects.requireNonNull(visitor.cookie("SESSION"));

      visitor.post("/logout", Map.of());

      for (Node node : nodes) {
        Visitor thief = new Visitor(List.of(node));
        HttpResponse<String> response =
            thief.get("/me", "Cookie", "SESSION=" + ticket, "Accept", "text/html");
        assertThat(Visitor.location(response)).isEqualTo("/login");
      }
    }

    @Test
    void basicCredentialsNeedNoSession() {
      Visitor visitor = visitor();

      HttpResponse<String> response =
          visitor.get("/me", "Authorization", "Basic YWxpY2U6d29uZGVybGFuZA==");

      assertThat(response.body()).isEqualTo("UsernamePasswordAuthenticationToken alice");
      assertThat(visitor.cookie("SESSION")).isNull();
    }

    @Test
    void rememberedUserGetsANewSession() {
      Visitor visitor = visitor();
      visitor.post(
          "/login", Map.of("username", "alice", "password", "wonderland", "remember-me", "on"));
      visitor.forget("SESSION");

      for (int i = 0; i < 2; i++) {
        assertThat(visitor.get("/me").body()).isEqualTo("RememberMeAuthenticationToken alice");
      }

      assertThat(visitor.cookie("SESSION")).isNotNull();
      visitor.forget("remember-me");
      assertThat(visitor.get("/me").body()).isEqualTo("RememberMeAuthenticationToken alice");
    }

    @Test
    void secondFactorIsAddedToTheFirst() {
      Visitor visitor = visitor();
      visitor.post("/login", ALICE);
      assertThat(visitor.get("/me").statusCode()).isEqualTo(200);
      assertThat(visitor.get("/vault", "Accept", "text/html").statusCode()).isEqualTo(302);

      visitor.post("/ott/generate", Map.of("username", "alice"));
      String token = Objects.requireNonNull(SecuredApplication.MAILED.poll());
      HttpResponse<String> signedIn = visitor.post("/login/ott", Map.of("token", token));

      assertThat(Visitor.location(signedIn)).isEqualTo("/vault?continue");
      for (int i = 0; i < 2; i++) {
        assertThat(visitor.get("/vault").body()).endsWith(" alice");
      }
    }

    @Test
    void openIdLoginGoesOnAtTheOtherNode() {
      Visitor visitor = visitor();
      HttpResponse<String> away = visitor.get("/oauth2/authorization/desk");
      String query = Visitor.location(away);
      String back =
          "/login/oauth2/code/desk?state=%s&code=%s"
              .formatted(parameter(query, "state"), provider.agree(parameter(query, "nonce")));
      Visitor other = new Visitor(List.of(nodes.get(1), nodes.get(0)));
      assertThat(Visitor.location(other.get(back))).as("another browser").startsWith("/login?");

      HttpResponse<String> signedIn = visitor.get(back, "Accept", "text/html");

      assertThat(Visitor.location(signedIn)).isEqualTo("/");
      for (int i = 0; i < 2; i++) {
        assertThat(visitor.get("/me").body()).isEqualTo("OAuth2AuthenticationToken olga");
        assertThat(visitor.get("/client").body()).isEqualTo("at-olga");
      }
    }

    @Test
    void passkeyChallengeIsKnownToTheOtherNode() {
      Visitor visitor = visitor();

      String challenge = visitor.get("/passkey/begin").body();

      assertThat(visitor.get("/passkey/finish").body()).isEqualTo(challenge);
    }

    private static String parameter(String query, String name) {
      return Pattern.compile("[?&]" + name + "=([^&]*)")
          .matcher(query)
          .results()
          .map((MatchResult found) -> found.group(1))
          .findFirst()
          .orElseThrow();
    }
  }
}
