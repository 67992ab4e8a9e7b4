package io.cloakroom.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Project Wycheproof's vectors of AES-GCM, by the cipher that seals attributes. It seals with keys
 * of 256 bits, nonces of 96 and tags of 128, but all other sizes of the vectors go through the same
 * code, and are tried too.
 */
class WycheproofTests {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @MethodSource("vectors")
  void cipherDoesWhatTheVectorSays(Vector vector) throws GeneralSecurityException {
    if (vector.valid) {
      assertThat(AesGcm.decrypt(vector.key, vector.nonce, vector.additional, vector.sealed))
          .isEqualTo(vector.message);
      assertThat(AesGcm.encrypt(vector.key, vector.nonce, vector.additional, vector.message))
          .isEqualTo(vector.sealed);
    } else {
      assertThatExceptionOfType(GeneralSecurityException.class)
          .isThrownBy(
              () -> AesGcm.decrypt(vector.key, vector.nonce, vector.additional, vector.sealed));
    }
  }

  @Test
  void vectorsOfTheSizesThatAreUsedAreAmongThem() {
    List<Vector> used = vectors().stream().filter(Vector::isUsed).toList();

    assertThat(used).hasSize(66);
    assertThat(used).filteredOn(vector -> !vector.valid).hasSize(27);
  }

  static List<Vector> vectors() {
    JsonNode file;
    try (InputStream json =
        WycheproofTests.class.getResourceAsStream("/wycheproof/aes_gcm_test.json")) {
      file = JsonMapper.shared().readTree(Objects.requireNonNull(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Vector> vectors = new ArrayList<>();
    for (JsonNode group : file.get("testGroups")) {
      assertThat(group.get("tagSize").asInt()).isEqualTo(AesGcm.TAG_BYTES * Byte.SIZE);
      for (JsonNode test : group.get("tests")) {
        vectors.add(new Vector(test));
      }
    }
    assertThat(vectors).hasSize(file.get("numberOfTests").asInt());
    return vectors;
  }

  /** One test of the file. */
  private static final class Vector {

    private final JsonNode test;
    private final boolean valid;
    private final byte[] key;
    private final byte[] nonce;
    private final byte[] additional;
    private final byte[] message;
    private final byte[] sealed;

    Vector(JsonNode test) {
      this.test = test;
      String result = test.get("result").asString();
      assertThat(result).isIn("valid", "invalid");
      this.valid = result.equals("valid");
      this.key = bytes("key");
      this.nonce = bytes("iv");
      this.additional = bytes("aad");
      this.message = bytes("msg");
      byte[] text = bytes("ct");
      byte[] tag = bytes("tag");
      this.sealed = Arrays.copyOf(text, text.length + tag.length);
      System.arraycopy(tag, 0, sealed, text.length, tag.length);
    }

    boolean isUsed() {
      return key.length == 32 && nonce.length == AesGcm.NONCE_BYTES;
    }

    @Override
    public String toString() {
      return "%s %s %s"
          .formatted(test.get("tcId"), test.get("comment").asString(), test.get("flags"));
    }

    private byte[] bytes(String field) {
      return HEX.parseHex(test.get(field).asString());
    }
  }
}
