package io.cloakroom.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.seal.KeyRing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Project Wycheproof's vectors of JWE. They are about the layer below claims, so they are given to
 * what opens a JWE, with the vector's own key and header in place of those of the ring: so that
 * only what a vector is about can keep it from being opened. Those for other algorithms than A256KW
 * with A256GCM must be refused, the valid ones too.
 */
class TokenWycheproofTests {

  @ParameterizedTest
  @MethodSource("vectors")
  void vectorIsOpenedOnlyIfItIsValidAndOfTheOnePairOfAlgorithms(Vector vector) {
    byte[] opened = vector.opened();

    assertThat(opened != null).isEqualTo(vector.valid() && vector.isOfOurPair());
    if (opened != null) {
      assertThat(HexFormat.of().formatHex(opened)).isEqualTo(vector.message());
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void vectorIsNoToken(Vector vector) {
    TokenSeal seal = TokenSeal.of(KeyRing.of(List.of(TokenNode.key("kid-aes-encrypt"))), "test");

    assertThatExceptionOfType(RefusedTicketException.class)
        .isThrownBy(() -> seal.open(vector.jwe()));
  }

  @Test
  void vectorOfTheOnePairIsAmongThem() {
    List<Vector> ours = vectors().stream().filter(Vector::isOfOurPair).toList();

    assertThat(ours).hasSize(1);
    assertThat(ours.get(0).valid()).isTrue();
  }

  /** What the vectors do to other pairs, done to ours. */
  @Test
  void changesOfOtherVectorsAreRefusedInTheOnePairToo() {
    Vector ours = vectors().stream().filter(Vector::isOfOurPair).findFirst().orElseThrow();
    String[] parts = ours.jwe().split("\\.", -1);
    for (int part = 1; part < parts.length; part++) {
      byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
      for (int cut : List.of(1, 4, 8, bytes.length)) {
        if (cut <= bytes.length) {
          assertThat(ours.openedWith(part, Arrays.copyOf(bytes, bytes.length - cut))).isNull();
        }
      }
      assertThat(ours.openedWith(part, Arrays.copyOf(bytes, bytes.length + 1))).isNull();
      bytes[bytes.length - 1] ^= (byte) 1;
      assertThat(ours.openedWith(part, bytes)).isNull();
    }
  }

  static List<Vector> vectors() {
    JsonNode file;
    try (InputStream json =
        TokenWycheproofTests.class.getResourceAsStream(
            "/wycheproof/json_web_encryption_test.json")) {
      file = JsonMapper.shared().readTree(Objects.requireNonNull(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Vector> vectors = new ArrayList<>();
    for (JsonNode group : file.get("testGroups")) {
      for (JsonNode test : group.get("tests")) {
        vectors.add(new Vector(test, group.path("private")));
      }
    }
    assertThat(vectors).hasSize(file.get("numberOfTests").asInt());
    return vectors;
  }

  /** One test of the file, and the key that its group has. */
  record Vector(JsonNode test, JsonNode key) {

    String jwe() {
      return test.get("jwe").asString();
    }

    boolean valid() {
      return test.get("result").asString().equals("valid");
    }

    String message() {
      return test.get("pt").asString();
    }

    boolean isOfOurPair() {
      return "A256KW".equals(key.path("alg").asString())
          && header().contains("\"A256KW\"")
          && header().contains("\"A256GCM\"");
    }

    byte @Nullable [] opened() {
      CompactJwe token = CompactJwe.split(jwe());
      TokenKey opener = opener();
      return token == null || opener == null || !token.header().equals(opener.encodedHeader())
          ? null
          : opener.open(token);
    }

    byte @Nullable [] openedWith(int part, byte[] bytes) {
      String[] parts = jwe().split("\\.", -1);
      parts[part] = Forger.encode(bytes);
      CompactJwe changed = Objects.requireNonNull(CompactJwe.split(String.join(".", parts)));
      return Objects.requireNonNull(opener()).open(changed);
    }

    private @Nullable TokenKey opener() {
      JsonNode secret = key.path("k");
      if (!secret.isString()) {
        return null;
      }
      SecretKey known = new SecretKeySpec(Base64.getUrlDecoder().decode(secret.asString()), "AES");
      try {
        return new TokenKey("vector", header(), known);
      } catch (IllegalArgumentException anotherAlgorithm) {
        return null;
      }
    }

    private String header() {
      int end = jwe().indexOf('.');
      try {
        return new String(
            Base64.getUrlDecoder().decode(jwe().substring(0, Math.max(end, 0))), UTF_8);
      } catch (IllegalArgumentException none) {
        return "";
      }
    }

    @Override
    public String toString() {
      return test.get("tcId") + " " + test.get("comment").asString();
    }
  }
}
