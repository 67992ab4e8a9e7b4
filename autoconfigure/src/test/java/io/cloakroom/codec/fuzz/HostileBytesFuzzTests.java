package io.cloakroom.codec.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whoever can write to the store gets no further than a refusal. */
class HostileBytesFuzzTests {

  private static final String SECRET = "s3cret-card-number";

  private final Codecs codecs = new Codecs();
  private final Attack attack = new Attack();

  @Property
  void anyBytesEndInAValueOrARefusal(@ForAll("bytes") byte[] bytes) {
    attack.by(bytes);
  }

  @Property
  void mutatedJsonEndsInAValueOrARefusal(
      @ForAll("values") Object value,
      @ForAll("values") Object other,
      @ForAll Mutation first,
      @ForAll Mutation second,
      @ForAll Random random) {
    byte[] text = codecs.json.encode("cart", value);
    byte[] otherText = codecs.json.encode("cart", other);

    attack.by(mutated(text, otherText, first, second, random));
  }

  @Property
  void mutatedJdkSerializationEndsInAValueOrARefusal(
      @ForAll("values") Object value,
      @ForAll("values") Object other,
      @ForAll Mutation first,
      @ForAll Mutation second,
      @ForAll Random random) {
    byte[] bytes = codecs.jdk.encode("cart", value);
    byte[] otherBytes = codecs.jdk.encode("cart", other);

    attack.by(mutated(bytes, otherBytes, first, second, random));
  }

  @Property
  void refusalNamesNothingOfTheValue(
      @ForAll("secrets") Object value,
      @ForAll boolean asJava,
      @ForAll boolean renamed,
      @ForAll Random random) {
    byte[] bytes = (asJava ? codecs.jdk : codecs.json).encode("cart", value);

    Mutation mutation = renamed ? Mutation.RENAME : Mutation.FLIP;
    String message = attack.by(mutation.of(bytes, bytes, random));

    assertThat(message).doesNotContain(SECRET);
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    return Arbitraries.oneOf(
        any,
        any.map(bytes -> after(bytes, 1)),
        any.map(bytes -> after(bytes, 1, 0xac, 0xed, 0, 5)),
        any.map(bytes -> after(bytes, 2, 0x78, 1)),
        Values.text().map(text -> text.getBytes(UTF_8)));
  }

  @Provide
  Arbitrary<Object> values() {
    return Values.containers();
  }

  @Provide
  Arbitrary<Object> secrets() {
    return Values.secrets(SECRET);
  }

  private static byte[] mutated(
      byte[] bytes, byte[] other, Mutation first, Mutation second, Random random) {
    byte[] once = first.of(bytes, other, random);
    return once.length == 0 ? once : second.of(once, other, random);
  }

  private static byte[] after(byte[] bytes, int... begin) {
    byte[] all = new byte[begin.length + bytes.length];
    for (int i = 0; i < begin.length; i++) {
      all[i] = (byte) begin[i];
    }
    System.arraycopy(bytes, 0, all, begin.length, bytes.length);
    return all;
  }
}
