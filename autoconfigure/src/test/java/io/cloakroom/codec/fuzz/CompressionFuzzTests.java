package io.cloakroom.codec.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.AttributeCodec;
import io.cloakroom.codec.AttributeFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Compressed bytes that are cut, go on, or say that they are more than they are. */
class CompressionFuzzTests {

  private static final int MARKER = 2;

  private final AttributeCodec codec = new Codecs().complete(AttributeFormat.JSON, 0);
  private final Attack attack = new Attack();

  @Property(edgeCases = EdgeCasesMode.NONE)
  void cutOffBytesAreRefused(@ForAll("values") Object value, @ForAll @IntRange(min = 1) int cut) {
    byte[] bytes = codec.encode("cart", value);

    String message = attack.by(Arrays.copyOf(bytes, bytes.length - 1 - cut % bytes.length));

    assertThat(message).isNotEmpty();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void bytesAfterTheEndChangeNothing(
      @ForAll("values") Object value, @ForAll @Size(max = 50) byte[] after) {
    byte[] bytes = codec.encode("cart", value);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + after.length);
    System.arraycopy(after, 0, longer, bytes.length, after.length);

    String message = attack.by(longer);

    if (bytes[0] == MARKER) {
      assertThat(message).isEmpty();
      assertThat(codec.decode("cart", longer)).isEqualTo(value);
    }
  }

  @Property(tries = 20)
  void bombIsRefusedWithoutItsMemory(@ForAll @IntRange(min = 17, max = 80) int megabytes)
      throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(MARKER);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bomb)) {
      byte[] block = new byte[1 << 20];
      Arrays.fill(block, (byte) ' ');
      for (int i = 0; i < megabytes; i++) {
        out.write(block);
      }
    }

    assertThat(attack.by(bomb.toByteArray())).contains("it has more than 16777216 bytes");
  }

  @Provide
  Arbitrary<Object> values() {
    return Values.containers();
  }
}
