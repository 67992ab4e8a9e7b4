package io.cloakroom.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeEncodingException;
import io.cloakroom.codec.ClassAllowList;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonAttributeCodecTests {

  private final JacksonAttributeCodec codec =
      new JacksonAttributeCodec(
          new ClassAllowList(List.of("io.cloakroom.codec.json")),
          JacksonAttributeCodecTests.class.getClassLoader(),
          Map.of());

  @Test
  void objectIsTheTextOfItsFields() {
    assertThat(text(new Point(1, 2)))
        .isEqualTo("{\"@class\":\"%s\",\"x\":1,\"y\":2}".formatted(Point.class.getName()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "", "with \"quotes\" and ünïcödé \uD83E\uDDE5 \u0000"})
  void stringIsAJsonString(String value) {
    assertThat(text(value)).startsWith("\"").endsWith("\"");
    assertThat(back(value)).isEqualTo(value);
  }

  @Test
  void localeOfTheJdkComesBackAsItself() {
    assertThat(Locale.getAvailableLocales())
        .contains(new Locale("no", "NO", "NY"), new Locale("ja", "JP", "JP"))
        .allSatisfy(locale -> assertThat(back(locale)).isEqualTo(locale));
    assertThat(text(Locale.GERMANY)).isEqualTo("[\"java.util.Locale\",\"de-DE\"]");
  }

  @Test
  void decodedValueIsSharedWithNobody() {
    byte[] encoded = codec.encode("list", new ArrayList<>(List.of("a")));

    assertThat(codec.decode("list", encoded)).isNotSameAs(codec.decode("list", encoded));
  }

  @Test
  void valueIsComparedWithAllOfItsTextAndNoMore() {
    List<String> cart = new ArrayList<>(Collections.nCopies(5_000, "coat"));
    byte[] text = codec.encode("cart", cart);

    assertThat(codec.isEncodedAs("cart", cart, text)).isTrue();
    assertThat(codec.isEncodedAs("cart", cart, Arrays.copyOf(text, text.length - 1))).isFalse();
    assertThat(codec.isEncodedAs("cart", cart, Arrays.copyOf(text, text.length + 1))).isFalse();
    cart.set(0, "hat");
    assertThat(codec.isEncodedAs("cart", cart, text)).isFalse();
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThat(codec.isEncodedAs("cart", itself, text)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("filled")
  void hashTablesHaveOneTextHoweverTheyWereFilled(List<?> elements) {
    List<?> backwards = new ArrayList<>(elements);
    Collections.reverse(backwards);
    Map<Object, Integer> map = new HashMap<>();
    Map<Object, Integer> other = new HashMap<>(4096);
    elements.forEach(element -> map.put(element, 1));
    backwards.forEach(element -> other.put(element, 1));
    Set<Object> otherSet = new HashSet<>(4096);
    otherSet.addAll(backwards);

    assertThat(text(map)).isEqualTo(text(other));
    assertThat(text(new HashSet<>(elements))).isEqualTo(text(otherSet));
    assertThat(back(map)).isEqualTo(map);
    assertThat(back(otherSet)).isEqualTo(otherSet);
  }

  static List<List<?>> filled() {
    List<String> names = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    List<Point> records = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      names.add("k" + i * 7919);
      numbers.add(i * 7919L);
      records.add(new Point(i, -i));
    }
    List<BigDecimal> equalInOrderOnly = List.of(new BigDecimal("1.0"), new BigDecimal("1.00"));
    return List.of(names, numbers, records, equalInOrderOnly, Arrays.asList("a", 1, 1L, null));
  }

  @Test
  void orderThatIsThereIsKept() {
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put("a", 2);

    assertThat(text(map)).contains("\"b\":1,\"a\":2");
  }

  @Test
  void namesThatMeanSomethingAndLongOnesAreKeysLikeAnyOther() {
    Map<String, String> map = Map.of("@class", "java.io.File", "#", "x", "k".repeat(5000), "y");

    assertThat(back(map)).isEqualTo(map);
  }

  /** Proven to come back, at the first sight of it, also deep in something known. */
  @Test
  void classThatDoesNotComeBackIsRefusedEachTime() {
    codec.encode("a", new ArrayList<>(List.of(new Point(1, 2))));

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(AttributeEncodingException.class)
          .isThrownBy(() -> codec.encode("cart", new ArrayList<>(List.of(new Growing(1)))))
          .withMessageContaining("'cart'")
          .withMessageContaining("java.util.ArrayList")
          .withMessageContaining("would not come back as it is")
          .withMessageContaining("after 'value'")
          .withMessageContaining("cloakroom.serialization.java-classes");
    }
    assertThatExceptionOfType(AttributeEncodingException.class)
        .isThrownBy(() -> codec.encode("cart", new Picky(0)))
        .withMessageContaining("no node could read it back")
        .withMessageContaining("cloakroom.serialization.java-classes");
  }

  @Test
  void messageLeadsToTheCulpritAndShowsNothingOfTheValue() {
    Map<String, Object> cart = new HashMap<>(Map.of("owner", "alice"));
    cart.put("items", new ArrayList<>(List.of("coat", new Object[] {Thread.currentThread()})));

    assertThatExceptionOfType(AttributeEncodingException.class)
        .isThrownBy(() -> codec.encode("cart", cart))
        .withMessage(
            "Session attribute 'cart' of java.util.HashMap cannot be stored: at items[1][0]: class java.lang.Thread is not allowed; it is none of the values and collections of the JDK that a session may hold; store what is in it in one of those.");
  }

  @Test
  void whatCouldNotBeReadIsNotWritten() {
    List<Object> tooMuch =
        List.of(
            nested(101),
            BigInteger.TEN.pow(201),
            new BigDecimal("1e2000"),
            new BigDecimal(BigInteger.TEN.pow(201), 3),
            Collections.nCopies(1_100_000, 1),
            "x".repeat(9 << 20));

    assertThat(tooMuch)
        .allSatisfy(
            value ->
                assertThatExceptionOfType(AttributeEncodingException.class)
                    .isThrownBy(() -> codec.encode("large", value))
                    .withMessageContaining("'large'"));
    assertThat(back(nested(40))).isEqualTo(nested(40));
    assertThat(back(BigInteger.TEN.pow(150))).isEqualTo(BigInteger.TEN.pow(150));
  }

  @Test
  void limitsHoldForWhatIsRead() {
    assertUnreadable("[\"java.util.ArrayList\",".repeat(100_000));
    assertUnreadable("[\"java.util.ArrayList\",[".repeat(300) + "]]".repeat(300));
    assertUnreadable("[\"java.math.BigInteger\"," + "9".repeat(100_000) + "]");
    assertUnreadable("[\"java.math.BigInteger\",\"" + "9".repeat(1_000_000) + "\"]");
    assertUnreadable("[\"java.math.BigInteger\",1e999999]");
    assertUnreadable("[\"java.math.BigDecimal\",1e999999999]");
    assertUnreadable("[\"java.math.BigDecimal\",\"1e999999999\"]");
    assertUnreadable("\"" + "x".repeat(9 << 20) + "\"");
    assertUnreadable("{\"@class\":\"java.util.HashMap\",\"" + "k".repeat(100_000) + "\":1}");
    assertUnreadable("[\"java.util.ArrayList\",[" + "1,".repeat(2_000_000) + "1]]");
    assertUnreadable("[\"java.util.ArrayList\",[" + "\"0123456789\",".repeat(1 << 21) + "1]]");
    assertUnreadable("[\"java.net.URL\",\"file:///etc/passwd\"]");
    assertUnreadable("[\"java.net.URL\",\"jar:http://example.org/x.jar!/\"]");
    assertUnreadable("[\"java.util.regex.Pattern\",\"0:" + "(".repeat(9_000) + "\"]");
  }

  @Test
  void creatorIsUsedAndAnnotationsForClientsAreNot() {
    assertThat(back(new Created(2, "b"))).isEqualTo(new Created(2, "b"));
    assertThat(text(new Created(2, "b"))).contains("\"other_name\":\"b\"");
  }

  @Test
  void singletonStaysOne() {
    assertThat(back(Singleton.ONLY)).isSameAs(Singleton.ONLY);
  }

  @Test
  void bindingListenerIsFoundWithoutDecoding() {
    byte[] listener = codec.encode("l", new Listener());

    assertThat(codec.holds(listener, HttpSessionBindingListener.class)).isTrue();
    assertThat(codec.holds(codec.encode("p", new Point(1, 2)), HttpSessionBindingListener.class))
        .isFalse();
    assertThat(codec.holds(codec.encode("s", "text"), String.class)).isFalse();
  }

  private void assertUnreadable(String text) {
    assertThatExceptionOfType(AttributeDecodingException.class)
        .isThrownBy(() -> codec.decode("hostile", text.getBytes(UTF_8)))
        .withMessageStartingWith("Session attribute 'hostile' cannot be read");
  }

  private Object back(Object value) {
    return codec.decode("a", codec.encode("a", value));
  }

  private String text(Object value) {
    return new String(codec.encode("a", value), UTF_8);
  }

  private static Object nested(int depth) {
    Object value = "core";
    for (int i = 0; i < depth; i++) {
      value = new ArrayList<>(Collections.singletonList(value));
    }
    return value;
  }

  record Point(int x, int y) implements Serializable {}

  /** Is another each time that it is made. */
  record Growing(int value) implements Serializable {

    Growing {
      value++;
    }
  }

  /** Cannot be made again from what it holds. */
  record Picky(int value) implements Serializable {

    private static final AtomicInteger MADE = new AtomicInteger();

    Picky {
      if (MADE.getAndIncrement() > 0) {
        throw new IllegalArgumentException("only once");
      }
    }
  }

  static final class Created implements Serializable {

    private final int a;

    @JsonProperty(value = "other_name", access = JsonProperty.Access.READ_ONLY)
    private final String b;

    private final transient String derived;

    @JsonCreator
    Created(@JsonProperty("a") int a, @JsonProperty("other_name") String b) {
      this.a = a;
      this.b = b;
      this.derived = a + b;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Created created
          && created.b.equals(b)
          && created.derived.equals(derived);
    }

    @Override
    public int hashCode() {
      return a;
    }
  }

  static final class Singleton implements Serializable {

    static final Singleton ONLY = new Singleton();

    private Object readResolve() {
      return ONLY;
    }
  }

  static final class Listener implements HttpSessionBindingListener, Serializable {}
}
