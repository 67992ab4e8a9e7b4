package io.cloakroom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeEncodingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.servlet.FlashMap;

class JdkAttributeCodecTests {

  private final JdkAttributeCodec codec = codec("io.cloakroom.codec");

  @Test
  void valuesOfTheJdkAndOfTheApplicationComeBackEqual() {
    List<Object> values =
        List.of(
            "text",
            42,
            'c',
            new BigDecimal("1.50"),
            UUID.randomUUID(),
            Instant.now(),
            ZonedDateTime.now(java.time.ZoneId.of("Asia/Kolkata")),
            Locale.GERMANY,
            new ArrayList<>(Arrays.asList("a", null, 3L)),
            List.of(1, 2),
            Set.of("x"),
            Map.of("k", List.of("v")),
            new TreeMap<>(Map.of(1, "one")),
            new ConcurrentHashMap<>(Map.of("a", 1)),
            new EnumMap<>(Map.of(TimeUnit.DAYS, "d")),
            new Cart("coat", 2),
            new Line("hat"));

    assertThat(values).allSatisfy(value -> assertThat(roundTrip(value)).isEqualTo(value));
  }

  @Test
  void arraysComeBackEqual() {
    assertThat((int[]) roundTrip(new int[] {1, 2})).containsExactly(1, 2);
    assertThat((Line[][]) roundTrip(new Line[][] {{new Line("hat")}})).hasDimensions(1, 1);
  }

  @Test
  void springsOwnSessionObjectsComeBackEqual() {
    SecurityContextImpl context =
        new SecurityContextImpl(
            UsernamePasswordAuthenticationToken.authenticated(
                "alice", "n/a", AuthorityUtils.createAuthorityList("ROLE_USER")));
    FlashMap flash = new FlashMap();
    flash.put("message", "Added");
    flash.addTargetRequestParam("id", "1");

    assertThat(roundTrip(context)).isEqualTo(context);
    assertThat(roundTrip(flash)).isEqualTo(flash);
  }

  @Test
  void decodedValueIsSharedWithNobody() {
    byte[] encoded = codec.encode("list", new ArrayList<>(List.of("a")));

    assertThat(codec.decode("list", encoded)).isNotSameAs(codec.decode("list", encoded));
  }

  @Test
  void valueThatIsNotSerializableIsRefusedWithARemedy() {
    assertThatExceptionOfType(AttributeEncodingException.class)
        .isThrownBy(() -> codec.encode("cart", new ArrayList<>(List.of(new NotSerializable()))))
        .withMessageContaining("'cart'")
        .withMessageContaining("java.util.ArrayList")
        .withMessageContaining(NotSerializable.class.getName())
        .withMessageContaining("implement java.io.Serializable");
  }

  @Test
  void classOffTheListIsRefusedWhenWritten() {
    assertThatExceptionOfType(AttributeEncodingException.class)
        .isThrownBy(() -> codec("com.example").encode("cart", new Cart("coat", 1)))
        .withMessageContaining("'cart'")
        .withMessageContaining(Cart.class.getName())
        .withMessageContaining("cloakroom.serialization.allowed-packages");
  }

  @Test
  void lambdasAndProxiesAreRefusedWhenWritten() {
    Runnable lambda = (Runnable & Serializable) () -> {};
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Comparable.class},
            (Serializable & java.lang.reflect.InvocationHandler) (self, method, arguments) -> 1);

    for (Object refused : List.of(lambda, proxy)) {
      assertThatExceptionOfType(AttributeEncodingException.class)
          .isThrownBy(() -> codec.encode("odd", refused));
    }
  }

  @Test
  void refusedClassIsNotEvenLoadedInAnyPosition() {
    LoaderSpy spy = new LoaderSpy(getClass().getClassLoader());
    JdkAttributeCodec reader =
        new JdkAttributeCodec(new ClassAllowList(List.of("com.example")), spy);
    for (Object gadget :
        List.of(
            new Cart("coat", 1),
            new Cart[] {new Cart("coat", 1)},
            new Cart[0][0],
            new ArrayList<>(List.of(new Cart("coat", 1))),
            new HashSet<>(Set.of(new Cart("coat", 1))),
            Optional.class,
            new ArrayList<>(List.of(Cart.class)))) {
      byte[] encoded = unchecked(gadget);
      if (gadget == Optional.class) {
        assertThat(reader.decode("x", encoded)).isEqualTo(Optional.class);
        continue;
      }
      assertThatExceptionOfType(AttributeDecodingException.class)
          .isThrownBy(() -> reader.decode("x", encoded))
          .withMessageContaining(Cart.class.getName());
    }
    assertThat(spy.asked).noneMatch(name -> name.contains("cloakroom"));
  }

  @Test
  void attributeOfAnUnknownClassIsUnreadable() {
    byte[] encoded = codec.encode("cart", new Cart("coat", 1));
    for (int i = 0; i + 4 < encoded.length; i++) {
      if (encoded[i] == 'C' && encoded[i + 1] == 'a' && encoded[i + 2] == 'r') {
        encoded[i + 3] = 'x';
      }
    }

    assertThatExceptionOfType(AttributeDecodingException.class)
        .isThrownBy(() -> codec.decode("cart", encoded))
        .withMessageContaining("this node has no class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"json\"", "{}", "\u0001", "\u0002xyz", "\u0001\u00ac\u00ed"})
  void otherFormatsAreUnreadable(String text) {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(AttributeDecodingException.class)
        .isThrownBy(() -> codec.decode("a", bytes));
    assertThat(codec.holds(bytes, Serializable.class)).isFalse();
  }

  @Test
  void damagedBytesAreUnreadableOrStillAValueButNeverAnythingElse() {
    byte[] whole = codec.encode("cart", new ArrayList<>(List.of(new Cart("coat", 2), 7L, "x")));
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        assertThat(codec.decode("cart", damaged)).isNotNull();
      } catch (AttributeDecodingException expected) {
        assertThat(expected).hasMessageContaining("'cart'");
      }
    }
  }

  @Test
  void arrayThatClaimsToBeHugeIsUnreadable() {
    byte[] encoded = unchecked(new long[2]);
    int length = encoded.length - 2 * Long.BYTES - Integer.BYTES;
    encoded[length] = 0x7f;

    assertThatExceptionOfType(AttributeDecodingException.class)
        .isThrownBy(() -> codec.decode("a", encoded));
  }

  @Test
  void typeIsToldWithoutDecoding() {
    byte[] cart = codec.encode("cart", new Cart("coat", 1));

    assertThat(codec.holds(cart, Cart.class)).isTrue();
    assertThat(codec.holds(cart, Serializable.class)).isTrue();
    assertThat(codec.holds(cart, Line.class)).isFalse();
    assertThat(codec("com.example").holds(cart, Cart.class)).isFalse();
    assertThat(codec.holds(codec.encode("s", "text"), String.class)).isFalse();
  }

  @Test
  void onlyKnownValuesAreImmutable() {
    assertThat(List.of("s", 1, Instant.now(), TimeUnit.DAYS, new Cart("coat", 1)))
        .allMatch(codec::isImmutable);
    assertThat(List.of(List.of(), new int[0], new NotSerializable())).noneMatch(codec::isImmutable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "com.", "com/example", "com.example.*", "*", " "})
  void packageMustBeNamedAsInADeclaration(String name) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new ClassAllowList(List.of(name)))
        .withMessageContaining("'" + name + "'");
  }

  @Test
  void packageIsNotAPrefixOfOtherPackages() {
    ClassAllowList allowed = new ClassAllowList(List.of("com.shop"));

    assertThat(allowed.allows("com.shop.Cart")).isTrue();
    assertThat(allowed.allows("[[Lcom.shop.deep.Cart;")).isTrue();
    assertThat(allowed.allows("[I")).isTrue();
    assertThat(allowed.allows("com.shopping.Cart")).isFalse();
    assertThat(allowed.allows("[Lcom.shopping.Cart;")).isFalse();
    assertThat(allowed.allows("A")).isFalse();
    assertThat(allowed.allows("java.lang.reflect.Proxy")).isFalse();
    assertThat(allowed.allows("javax.management.BadAttributeValueExpException")).isFalse();
  }

  private Object roundTrip(Object value) {
    return codec.decode("a", codec.encode("a", value));
  }

  private static JdkAttributeCodec codec(String allowed) {
    return new JdkAttributeCodec(
        new ClassAllowList(List.of(allowed)), JdkAttributeCodecTests.class.getClassLoader());
  }

  private static byte[] unchecked(Object value) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(JdkAttributeCodec.MARKER);
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(value);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Cart(String item, int count) implements Serializable {}

  private record Line(String item) implements Serializable {}

  private static final class NotSerializable {}

  private static final class LoaderSpy extends ClassLoader {

    private final List<String> asked = new ArrayList<>();

    LoaderSpy(@Nullable ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      asked.add(name);
      return super.loadClass(name, resolve);
    }
  }
}
