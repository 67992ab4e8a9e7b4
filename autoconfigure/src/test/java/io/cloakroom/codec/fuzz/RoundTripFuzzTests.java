package io.cloakroom.codec.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.AttributeCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a session holds comes back, and has one text only. */
class RoundTripFuzzTests {

  private final Codecs codecs = new Codecs();

  @Property
  void valueComesBackEqualFromJson(@ForAll("values") Object value) {
    comesBack(codecs.json, value);
  }

  @Property
  void valueComesBackEqualFromJdkSerialization(@ForAll("values") Object value) {
    comesBack(codecs.jdk, value);
  }

  @Property
  void jsonOfWhatWasReadIsTheSameAgain(@ForAll("values") Object value) {
    byte[] text = codecs.json.encode("cart", value);

    byte[] again = codecs.json.encode("cart", codecs.json.decode("cart", text));

    assertThat(new String(again, UTF_8)).isEqualTo(new String(text, UTF_8));
  }

  @Property
  void equalHashTablesHaveTheSameTextHoweverTheyWereFilled(
      @ForAll("elements") Set<Object> elements, @ForAll Random random) {
    List<Object> shuffled = new ArrayList<>(elements);
    Collections.shuffle(shuffled, random);
    Set<Object> set = new HashSet<>(1 << random.nextInt(12));
    Map<Object, Object> map = new HashMap<>(1 << random.nextInt(12));
    shuffled.forEach(
        element -> {
          set.add(element);
          map.put(element, set.size());
        });
    Map<Object, Object> sameMap = new HashMap<>(1 << random.nextInt(12), 0.5f);
    elements.forEach(element -> sameMap.put(element, map.get(element)));
    Set<Object> sameSet = new HashSet<>(elements);

    assertThat(text(set)).isEqualTo(text(sameSet));
    assertThat(text(map)).isEqualTo(text(sameMap));
    assertThat(text(new ArrayList<>(List.of(set, map))))
        .isEqualTo(text(new ArrayList<>(List.of(sameSet, sameMap))));
    assertThat(text(new LinkedHashMap<>(Map.of("k", set))))
        .isEqualTo(text(new LinkedHashMap<>(Map.of("k", sameSet))));
  }

  @Provide
  Arbitrary<Object> values() {
    return Values.any();
  }

  @Provide
  Arbitrary<Set<Object>> elements() {
    return Values.any().set().ofMaxSize(12);
  }

  private String text(Object value) {
    return new String(codecs.json.encode("cart", value), UTF_8);
  }

  private static void comesBack(AttributeCodec codec, Object value) {
    Object read = codec.decode("cart", codec.encode("cart", value));

    assertThat(read).isEqualTo(value).hasSameClassAs(value).hasSameHashCodeAs(value);
  }
}
