package io.cloakroom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.AttributeCodec;
import io.cloakroom.codec.json.JacksonAttributeCodec;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No name service is asked for what stands in the store. */
class OfflineUrlsTests {

  private static final ClassAllowList ALLOWED = new ClassAllowList(List.of("io.cloakroom.codec"));

  /** A host without an address is hashed by its name: one that has an address is not. */
  @ParameterizedTest
  @MethodSource("codecs")
  void hashCodeIsThatOfTheName(AttributeCodec codec) throws Exception {
    URL local = new URL("HTTP://localhost:80/a?b#c");

    URL read = (URL) ((List<?>) back(codec, new ArrayList<>(List.of(local)))).get(0);

    assertThat(read.hashCode())
        .isEqualTo(
            "http".hashCode() + "localhost".hashCode() + "/a?b".hashCode() + 80 + "c".hashCode());
    assertThat(read).hasToString("http://localhost:80/a?b#c");
    assertThat(read.getDefaultPort()).isEqualTo(80);
    assertThat(read).isEqualTo(back(codec, local));
  }

  static List<AttributeCodec> codecs() {
    ClassLoader loader = OfflineUrlsTests.class.getClassLoader();
    return List.of(
        new JacksonAttributeCodec(ALLOWED, loader, Map.of()),
        new JdkAttributeCodec(ALLOWED, loader));
  }

  private static Object back(AttributeCodec codec, Object value) {
    return codec.decode("a", codec.encode("a", value));
  }
}
