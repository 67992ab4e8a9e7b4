package io.cloakroom.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.codec.ClassAllowList;
import java.util.List;
import java.util.Map;
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

  private String refusal(String text) {
    return String.valueOf(
        catchThrowableOfType(
                AttributeDecodingException.class, () -> codec.decode("cart", text.getBytes(UTF_8)))
            .getMessage());
  }
}
