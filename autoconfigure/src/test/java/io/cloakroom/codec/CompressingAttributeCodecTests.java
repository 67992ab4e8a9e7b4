package io.cloakroom.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.codec.json.JacksonAttributeCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class CompressingAttributeCodecTests {

  private final JacksonAttributeCodec json =
      new JacksonAttributeCodec(
          new ClassAllowList(List.of()),
          CompressingAttributeCodecTests.class.getClassLoader(),
          Map.of());
  private final CompressingAttributeCodec codec = new CompressingAttributeCodec(json, 2048);
  private final List<String> large = new ArrayList<>(Collections.nCopies(1000, "coat"));

  @Test
  void largeAttributeIsCompressed() {
    byte[] encoded = codec.encode("cart", large);

    assertThat(encoded[0]).isEqualTo(CompressingAttributeCodec.MARKER);
    assertThat(encoded).hasSizeLessThan(json.encode("cart", large).length / 8);
    assertThat(codec.decode("cart", encoded)).isEqualTo(large);
    assertThat(codec.holds(encoded, List.class)).isTrue();
    assertThat(codec.holds(encoded, Map.class)).isFalse();
  }

  @Test
  void smallAttributeAndOneThatWouldNotBecomeSmallerStayAsTheyAre() {
    byte[] noise = new byte[4000];
    new Random(1).nextBytes(noise);
    String text = new String(noise, ISO_8859_1);

    assertThat(codec.encode("a", "small")[0]).isEqualTo((byte) '"');
    assertThat(codec.decode("a", codec.encode("a", text))).isEqualTo(text);
  }

  @Test
  void compressedAttributeIsReadWhenNoneIsCompressedAnyMore() {
    CompressingAttributeCodec off = new CompressingAttributeCodec(json, Long.MAX_VALUE);

    assertThat(off.decode("cart", codec.encode("cart", large))).isEqualTo(large);
    assertThat(off.encode("cart", large)[0]).isEqualTo((byte) '[');
  }

  @Test
  void valueIsEncodedAsWhatThisCodecMakesOfIt() {
    byte[] compressed = codec.encode("cart", large);
    byte[] plain = json.encode("cart", large);
    byte[] small = codec.encode("cart", "small");

    assertThat(codec.isEncodedAs("cart", large, compressed)).isTrue();
    assertThat(codec.isEncodedAs("cart", large, plain)).isFalse();
    assertThat(codec.isEncodedAs("cart", "small", small)).isTrue();
    assertThat(codec.isEncodedAs("cart", "other", small)).isFalse();
  }

  @Test
  void whatIsDamagedOrGrowsWithoutEndIsUnreadable() throws IOException {
    byte[] encoded = codec.encode("cart", large);
    byte[] flipped = encoded.clone();
    flipped[encoded.length / 2] ^= 0x55;

    assertUnreadable(Arrays.copyOf(encoded, encoded.length / 2));
    assertUnreadable(flipped);
    assertUnreadable(new byte[] {CompressingAttributeCodec.MARKER});
    assertUnreadable(bomb());
  }

  private void assertUnreadable(byte[] bytes) {
    assertThatExceptionOfType(AttributeDecodingException.class)
        .isThrownBy(() -> codec.decode("cart", bytes))
        .withMessageContaining("'cart'");
    assertThat(codec.holds(bytes, Map.class)).isFalse();
  }

  /** A few hundred kilobytes that become 256 megabytes. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(CompressingAttributeCodec.MARKER);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      byte[] spaces = new byte[1 << 20];
      Arrays.fill(spaces, (byte) ' ');
      for (int i = 0; i < 256; i++) {
        out.write(spaces);
      }
    }
    return bytes.toByteArray();
  }
}
