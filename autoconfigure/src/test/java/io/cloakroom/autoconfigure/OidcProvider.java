package io.cloakroom.autoconfigure;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An OpenID provider on which Olga is always signed in. */
final class OidcProvider implements AutoCloseable {

  static final String CLIENT = "shop";

  private static final Pattern CODE = Pattern.compile("(?:^|&)code=([^&]*)");

  private final Map<String, String> noncesByCode = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final RSAKey key;

  OidcProvider() {
    try {
      key = new RSAKeyGenerator(2048).keyID("test").generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/keys", exchange -> reply(exchange, new JWKSet(key).toString()));
    server.createContext("/token", exchange -> reply(exchange, tokens(form(exchange))));
    server.start();
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Agrees to a request for authentication, and returns the code that the client will be sent. */
  String agree(String nonce) {
    String code = UUID.randomUUID().toString();
    noncesByCode.put(code, nonce);
    return code;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String tokens(String form) {
    Matcher code = CODE.matcher(form);
    String nonce = code.find() ? noncesByCode.remove(code.group(1)) : null;
    Instant now = Instant.now();
    SignedJWT id =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject("olga")
                .claim("nonce", nonce)
                .claim("groups", java.util.List.of("staff", "desk"))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .build());
    try {
      id.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return """
        {"access_token":"at-olga","token_type":"Bearer","expires_in":300,"refresh_token":"rt-olga","scope":"openid","id_token":"%s"}"""
        .formatted(id.serialize());
  }

  private static String form(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return URLDecoder.decode(body, StandardCharsets.UTF_8);
  }

  private static void reply(HttpExchange exchange, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
