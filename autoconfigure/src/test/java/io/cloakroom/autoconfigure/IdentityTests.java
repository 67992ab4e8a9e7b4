package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.cloakroom.identity.IdentityTokens;
import io.cloakroom.identity.KeyFiles;
import io.cloakroom.testing.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** What other services learn of a user, and what they need for it, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityTests {

  private static final String JWKS = "/.well-known/jwks.json";
  private static final List<String> ALICE = List.of("ROLE_USER");

  private final String key = KeyFiles.pem();
  private final List<Node> nodes = new ArrayList<>();
  private final Browser browser = new Browser();
  private Node one;
  private Node two;

  @BeforeAll
  void start() {
    one =
        started(
            jdbc(),
            key,
            "test.count-statements=true",
            "cloakroom.cleanup.enabled=false",
            "cloakroom.timeout=10h",
            "cloakroom.touch-interval=1h");
    two = started(jdbc(), key);
    signIn(browser, one);
  }

  @AfterAll
  void stop() {
    nodes.forEach(Node::close);
  }

  @Test
  void tokenOfOneNodeIsVerifiedWithTheKeysOfAnother() throws Exception {
    JwtClaims claims = billing(two).claims(token(browser, one, "billing"));

    assertThat(claims.getSubject()).isEqualTo("alice");
    assertThat(claims.getIssuer()).isEqualTo("shop");
    assertThat(claims.getAudience()).containsExactly("billing");
    assertThat(claims.getStringListClaimValue("authorities")).isEqualTo(ALICE);
    assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
        .isEqualTo(60);
    assertThat(claims.getNotBefore()).isEqualTo(claims.getIssuedAt());
    assertThat(claims.getClaimsMap())
        .containsOnlyKeys("iss", "sub", "aud", "iat", "nbf", "exp", "jti", "authorities");
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "memcached", "jwt"})
  void whereSessionsAreKeptDoesNotMatter(String store) {
    List<String> properties =
        switch (store) {
          case "redis" -> StoreProperties.redis();
          case "memcached" -> StoreProperties.memcached(TestServers.memcached());
          default -> TokenProperties.with("a:" + TestKeys.random());
        };
    Browser visitor = new Browser();
    try (Node node = Node.start(IdentityApplication.class, with(properties, key))) {
      signIn(visitor, node);

      assertThat(billing(one).user(token(visitor, node, "billing")))
          .isEqualTo(Map.entry("alice", ALICE));
    }
  }

  @Test
  void springsDecoderTakesItToo() {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(one.url(JWKS))
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            JwtValidators.createDefaultWithIssuer("shop"),
            new JwtClaimValidator<List<String>>(
                "aud", audience -> audience != null && audience.contains("billing"))));

    Jwt token = decoder.decode(token(browser, one, "billing"));

    assertThat(token.getSubject()).isEqualTo("alice");
    assertThat(token.getClaimAsStringList("authorities")).isEqualTo(ALICE);
  }

  @Test
  void tokenIsForOneServiceOnly() {
    String token = token(browser, one, "billing");

    assertRefused(new IdentityVerifier("mail", one.url(JWKS)), token, ErrorCodes.AUDIENCE_INVALID);
  }

  @Test
  void tokenThatWasTamperedWithIsRefused() {
    String token = token(browser, one, "billing");
    int from = token.indexOf('.') + 1;
    int to = token.lastIndexOf('.');
    String claims =
        new String(
            Base64.getUrlDecoder().decode(token.substring(from, to)), StandardCharsets.UTF_8);
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.replace("alice", "carol").getBytes(StandardCharsets.UTF_8));

    assertRefused(
        billing(one),
        token.substring(0, from) + forged + token.substring(to),
        ErrorCodes.SIGNATURE_INVALID);
  }

  @Test
  void tokenOfAnotherKeyIsRefused() {
    Node stranger = started(jdbc(), KeyFiles.pem());
    Browser visitor = new Browser();
    signIn(visitor, stranger);

    assertRefused(billing(one), token(visitor, stranger, "billing"), ErrorCodes.MISCELLANEOUS);
  }

  @Test
  void tokenEndsWithItsLifetime() {
    Node brief = started(jdbc(), key, "cloakroom.jwt.identity.lifetime=1s");
    Browser visitor = new Browser();
    signIn(visitor, brief);
    String token = token(visitor, brief, "billing");
    IdentityVerifier billing = billing(one);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertRefused(billing, token, ErrorCodes.EXPIRED));
  }

  /** Each node gets the next setting when all have the one before. */
  @Test
  void keyIsRotatedAndAllTokensGoOnToBeVerified() throws Exception {
    String next = KeyFiles.pem();
    Browser visitor = new Browser();
    List<String> database = new ArrayList<>(jdbc());
    database.add("cloakroom.jwt.identity.lifetime=10m"); // Two nodes start while a token lasts.
    String before;
    String after;
    try (Node added = Node.start(IdentityApplication.class, with(database, key + "," + next))) {
      signIn(visitor, added);
      before = token(visitor, added, "billing");
      assertThat(billing(added).user(before).getKey()).isEqualTo("alice");
    }
    try (Node first = Node.start(IdentityApplication.class, with(database, next + "," + key))) {
      signIn(visitor, first);
      after = token(visitor, first, "billing");
      assertThat(billing(first).user(before).getKey()).isEqualTo("alice");
      assertThat(billing(first).user(after).getKey()).isEqualTo("alice");
    }
    try (Node alone = Node.start(IdentityApplication.class, with(database, next))) {
      assertThat(billing(alone).user(after).getKey()).isEqualTo("alice");
      assertRefused(billing(alone), before, ErrorCodes.MISCELLANEOUS);
    }
    assertThat(header(before)).isNotEqualTo(header(after));
  }

  @Test
  void nobodyHasNoIdentity() {
    HttpResponse<String> response = new Browser().get(one, "/token?audience=billing");

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body()).startsWith("Nobody is signed in");
  }

  @Test
  void logoutEndsIt() {
    Browser visitor = new Browser();
    signIn(visitor, one);
    token(visitor, one, "billing");
    visitor.post(one, "/logout", "");

    assertThat(visitor.get(one, "/token?audience=billing").statusCode()).isEqualTo(409);
  }

  @Test
  void keysAreForEverybodyAndCostNoSession() throws Exception {
    CountingDataSource store = one.context().getBean(CountingDataSource.class);
    Browser known = new Browser().with(browser.ticket());
    store.reset();

    for (Browser each : List.of(new Browser(), known, new Browser().with("A".repeat(43)))) {
      HttpResponse<String> response = each.get(one, JWKS);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(response.headers().allValues("Cache-Control"))
          .containsExactly("public, max-age=300");
      assertThat(response.headers().map()).doesNotContainKeys("Set-Cookie", "Vary", "Pragma");
      assertThat(response.body()).contains("\"kid\"").doesNotContain("\"d\"");
    }
    assertThat(store.calls()).isEmpty();
    assertThat(browser.get(one, "/token?audience=billing").statusCode()).isEqualTo(200);
    assertThat(store.calls()).as("one read of the session, to know the user").hasSize(1);
  }

  @Test
  void keysCanOnlyBeRead() {
    assertThat(new Browser().send(one, JWKS, "HEAD").headers().firstValue("Content-Length"))
        .contains(String.valueOf(new Browser().get(one, JWKS).body().length()));
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      HttpResponse<String> response = new Browser().send(one, JWKS, method);
      assertThat(response.statusCode()).as(method).isEqualTo(405);
      assertThat(response.body()).as(method).isEmpty();
    }
  }

  @Test
  void onlyTheKeysThemselvesAreBeforeSpringSecurity() {
    for (String path : List.of(JWKS + "/", JWKS + "/x", "/.well-known/x")) {
      assertThat(new Browser().get(one, path).statusCode()).as(path).isEqualTo(403);
    }
  }

  @Test
  void keysCanBeElsewhere() {
    Node node =
        started(
            jdbc(),
            key,
            "cloakroom.jwt.identity.jwks-path=/keys/public",
            "server.servlet.context-path=/shop");

    assertThat(new Browser().get(node, "/shop/keys/public").body()).contains("\"kid\"");
    assertThat(new Browser().get(node, "/shop" + JWKS).statusCode()).isEqualTo(403);
  }

  @Test
  void callIsSentInTheNameOfItsUser() throws Exception {
    IdentityVerifier billing = billing(two);
    try (Downstream service = new Downstream(billing)) {
      assertThat(browser.get(one, "/call?url=" + service.url()).body())
          .isEqualTo("alice=[ROLE_USER]");
      assertThat(new Browser().get(one, "/call?url=" + service.url()).statusCode())
          .as("nothing is sent in nobody's name")
          .isEqualTo(409);
      assertThat(service.calls()).isEqualTo(1);
    }
  }

  @Test
  void audiencesCanBeBounded() {
    Node node = started(jdbc(), key, "cloakroom.jwt.identity.audiences=billing,mail");
    Browser visitor = new Browser();
    signIn(visitor, node);

    assertThat(new IdentityVerifier("mail", two.url(JWKS)).user(token(visitor, node, "mail")))
        .isEqualTo(Map.entry("alice", ALICE));
    HttpResponse<String> other = visitor.get(node, "/token?audience=evil");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("'evil'", "cloakroom.jwt.identity.audiences");
  }

  @Test
  void withoutThePropertyThereIsNothing() {
    try (Node node = Node.start(NodeApplication.class, jdbc())) {
      assertThat(node.context().getBeanNamesForType(IdentityTokens.class)).isEmpty();
      assertThat(new Browser().get(node, JWKS).statusCode()).isEqualTo(404);
    }
  }

  private Node started(List<String> store, String keys, String... more) {
    Node node = Node.start(IdentityApplication.class, with(store, keys, more));
    nodes.add(node);
    return node;
  }

  private static List<String> jdbc() {
    return List.of(
        "cloakroom.store=jdbc", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
  }

  private static List<String> with(List<String> store, String keys, String... more) {
    List<String> properties = new ArrayList<>(store);
    if (!properties.contains("spring.application.name=shop")) {
      properties.add("spring.application.name=shop");
    }
    properties.add("cloakroom.jwt.identity.enabled=true");
    properties.add("cloakroom.jwt.identity.keys=" + keys);
    properties.addAll(List.of(more));
    return properties;
  }

  private static void signIn(Browser browser, Node node) {
    browser.post(node, "/login", "username=alice&password=wonderland");
  }

  private static String token(Browser browser, Node node, String audience) {
    HttpResponse<String> response = browser.get(node, "/token?audience=" + audience);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static IdentityVerifier billing(Node node) {
    return new IdentityVerifier("billing", node.url(JWKS));
  }

  private static String header(String token) {
    return token.substring(0, token.indexOf('.'));
  }

  private static void assertRefused(IdentityVerifier service, String token, int code) {
    assertThatExceptionOfType(InvalidJwtException.class)
        .isThrownBy(() -> service.claims(token))
        .satisfies(e -> assertThat(e.hasErrorCode(code)).as(e.getMessage()).isTrue());
  }

  /** A service in no language in particular, that believes tokens. */
  private static final class Downstream implements AutoCloseable {

    private final AtomicInteger calls = new AtomicInteger();
    private final HttpServer server;

    Downstream(IdentityVerifier verifier) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            calls.incrementAndGet();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] user =
                verifier
                    .user(authorization.substring("Bearer ".length()))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, user.length);
            exchange.getResponseBody().write(user);
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    int calls() {
      return calls.get();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
