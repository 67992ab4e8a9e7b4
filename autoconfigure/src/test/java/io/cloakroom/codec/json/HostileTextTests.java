package io.cloakroom.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeEncodingException;
import io.cloakroom.codec.ClassAllowList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** JSON of somebody who can write to the store: what fuzzing found, each once. */
class HostileTextTests {

  private final JacksonAttributeCodec codec =
      new JacksonAttributeCodec(
          new ClassAllowList(List.of("io.cloakroom.codec.json")),
          HostileTextTests.class.getClassLoader(),
          Map.of());

  @Test
  void valueInThePlaceOfAClassIsNotTold() {
    String message = refusal("[\"[Ljava.lang.Object;\",[[\"alice@example.org\",\"b\"]]]");

    assertThat(message).contains("'cart'").doesNotContain("alice");
  }

  @Test
  void nameOfAClassCannotWriteLinesIntoALog() {
    assertThat(refusal("[\"io.cloakroom.codec.json.A\\nERROR forged\",1]")).doesNotContain("\n");
  }

  @Test
  void pathCannotWriteLinesIntoALogOrFillIt() {
    String name = "a\\n\\u2028\\u001b".repeat(300);

    String message =
        refusal("{\"@class\":\"java.util.HashMap\",\"" + name + "\":{\"@class\":\"b\"}}");

    assertThat(message).contains("at a???a").hasSizeLessThan(500).doesNotContain("\n", "\u2028");
  }

  @Test
  void patternThatWouldTakeAllMemoryIsNotMade() {
    String marks =
        "\u0300\u0316\u0301\u0317\u0302\u0318\u0303\u0319\u0304\u031c\u0306\u031d\u0307\u031e";

    assertThat(refusal("[\"java.util.regex.Pattern\",\"128:a" + marks + "\"]"))
        .contains("CANON_EQ");
    assertThatExceptionOfType(AttributeEncodingException.class)
        .isThrownBy(() -> codec.encode("cart", Pattern.compile("a", Pattern.CANON_EQ)))
        .withMessageContaining("CANON_EQ");
  }

  @Test
  void keyNeedNotDescribeItselfToBeRead() {
    Map<Object, Object> map = new HashMap<>(Map.of(new Silent(1), "a"));

    assertThat(codec.decode("cart", codec.encode("cart", map))).isEqualTo(map);
  }

  private String refusal(String text) {
    return String.valueOf(
        catchThrowableOfType(
                AttributeDecodingException.class, () -> codec.decode("cart", text.getBytes(UTF_8)))
            .getMessage());
  }

  private record Silent(int number) {

    @Override
    public String toString() {
      throw new IllegalStateException("not to be described");
    }
  }
}
