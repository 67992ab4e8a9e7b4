package io.cloakroom.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeContainerTests {

  @RepeatedTest(200)
  void whatGoesInComesOut(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      attributes.put(text(random), random.nextInt(4) == 0 ? binary(random) : json(random));
    }

    String container = join(attributes);
    Map<String, byte[]> split = split(container);

    assertThat(new ArrayList<>(split.keySet())).isEqualTo(new ArrayList<>(attributes.keySet()));
    attributes.forEach(
        (name, bytes) ->
            assertThat(split.get(name))
                .as(() -> "%s in %s".formatted(name, container))
                .isEqualTo(bytes));
    assertThat(join(split)).isEqualTo(container);
  }

  @Test
  void jsonIsKeptAsItIs() {
    assertThat(join(Map.of("cart", utf8("{\"n\": 1.50, \"who\":\"\u00e9\ud83e\udde5\"}"))))
        .isEqualTo("{\"cart\":{\"n\": 1.50, \"who\":\"\u00e9\ud83e\udde5\"}}");
  }

  @Test
  void jdkSerializationIsMarkedAsSuch() {
    assertThat(join(Map.of("a", new byte[] {1, 'x'}))).isEqualTo("{\"a\":{\"$java\":\"eA==\"}}");
    assertThat(join(Map.of("a", new byte[] {2, 'x'}))).isEqualTo("{\"a\":{\"$binary\":\"Ang=\"}}");
  }

  @Test
  void whatNotEveryDatabaseTakesIsWrapped() {
    for (String text :
        List.of("\"\\u0000\"", "\"\\uD800\"", " 1", "[".repeat(25) + "]".repeat(25))) {
      String container = join(Map.of("a", utf8(text)));
      assertThat(container).startsWith("{\"a\":{\"$binary\":");
      assertThat(split(container).get("a")).isEqualTo(utf8(text));
    }
  }

  @Test
  void jsonThatLooksLikeAWrapperStaysJson() {
    for (String text : List.of("{\"$java\":\"eA==\"}", "{ \"$binary\" :\"eA==\"}")) {
      assertThat(split(join(Map.of("a", utf8(text)))).get("a")).isEqualTo(utf8(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "[{}]",
        "{",
        "{\"a\"}",
        "{\"a\":1",
        "{\"a\":1,}",
        "{\"a\":1}}",
        "{\"a\":1} {}",
        "{\"a\":tru}",
        "{\"a\":01}",
        "{\"a\":\"\\x\"}",
        "{a:1}",
        "\u0001",
        "{\"a\":[1}",
        "{\"a\":\"cut o"
      })
  void whatIsNotOneObjectIsUnreadable(String damaged) {
    assertThat(AttributeContainer.split(damaged)).isNull();
  }

  @Test
  void whitespaceAroundValuesDoesNotBelongToThem() {
    Map<String, byte[]> split =
        split(" {\n\"a\" : 1 ,\t\"b\":[ 2 ] , \"c\" : \"x\\\"}\" ,\"d\": -1.5e3 }\n");

    assertThat(split.get("a")).isEqualTo(utf8("1"));
    assertThat(split.get("b")).isEqualTo(utf8("[ 2 ]"));
    assertThat(split.get("c")).isEqualTo(utf8("\"x\\\"}\""));
    assertThat(split.get("d")).isEqualTo(utf8("-1.5e3"));
  }

  @Test
  void damagedWrapperIsHandedOn() {
    assertThat(split("{\"a\":{\"$java\":\"=\"},\"b\":{\"$binary\":\"\"}}"))
        .hasEntrySatisfying("a", a -> assertThat(a).isEqualTo(utf8("{\"$java\":\"=\"}")))
        .hasEntrySatisfying("b", b -> assertThat(b).isEqualTo(utf8("{\"$binary\":\"\"}")));
  }

  @Test
  void longValuesCrossBuffers() {
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    for (int length : new int[] {1, 3_990, 4_000, 8_000, 40_000, 100_000}) {
      attributes.put("s" + length, utf8("\"" + "\u00e9".repeat(length) + "\""));
      attributes.put("n" + length, utf8("1".repeat(Math.min(length, 4_000))));
    }

    Map<String, byte[]> split = split(join(attributes));

    attributes.forEach((name, bytes) -> assertThat(split.get(name)).as(name).isEqualTo(bytes));
  }

  private static String join(Map<String, byte[]> attributes) {
    return AttributeContainer.join(SessionId.random().key(), attributes, Set.of());
  }

  private static Map<String, byte[]> split(String container) {
    return Objects.requireNonNull(AttributeContainer.split(container), container);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] binary(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(40)];
    random.nextBytes(bytes);
    bytes[0] = (byte) random.nextInt(9);
    return bytes;
  }

  private static byte[] json(Random random) {
    return utf8(space(random) + value(random, random.nextInt(5)) + space(random));
  }

  private static String value(Random random, int depth) {
    return switch (depth == 0 ? random.nextInt(4) : random.nextInt(6)) {
      case 0 -> List.of("null", "true", "false", "0", "-0", "1e5").get(random.nextInt(6));
      case 1 -> Double.toString(random.nextGaussian() * 1e9);
      case 2 -> Long.toString(random.nextLong());
      case 3 -> quoted(text(random));
      case 4 -> "[" + value(random, depth - 1) + space(random) + "," + value(random, 0) + "]";
      default -> "{" + quoted(text(random)) + space(random) + ":" + value(random, depth - 1) + "}";
    };
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c ->
                json.append(
                    c < ' ' || c == '"' || c == '\\'
                        ? "\\u%04x".formatted(c)
                        : Character.toString(c)));
    return json.append('"').toString();
  }

  private static String text(Random random) {
    List<String> pieces =
        List.of(
            "a", "$java", "\"", "\\", "/", "\u00e9", "\ud83e\udde5", " ", "\n", "{", "]", ":", "x");
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  private static String space(Random random) {
    return random.nextInt(5) == 0 ? " \n" : "";
  }
}
