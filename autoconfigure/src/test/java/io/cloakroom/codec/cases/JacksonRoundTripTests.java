package io.cloakroom.codec.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.AttributeCodec;
import io.cloakroom.codec.ClassAllowList;
import io.cloakroom.codec.cases.app.Annotated;
import io.cloakroom.codec.cases.app.Beans;
import io.cloakroom.codec.cases.app.Status;
import io.cloakroom.codec.json.JacksonAttributeCodec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What JSON makes of each case, written by one node and read by another. */
class JacksonRoundTripTests {

  private final AttributeCodec writer = node();
  private final AttributeCodec reader = node();

  @ParameterizedTest
  @MethodSource("values")
  void valueComesOutAsExpected(SessionValue value) {
    value.json().assertMetBy(new RoundTrip(writer, reader).of(value));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusalNamesAttributeClassAndRemedy(SessionValue value) {
    String message = new RoundTrip(writer, reader).of(value).description();

    String type = value.make().getClass().getName().replaceFirst("(Proxy|Lambda).*", "$1");
    assertThat(message)
        .startsWith("Session attribute '" + RoundTrip.ATTRIBUTE + "' of " + type)
        .containsPattern(": [^;]+; .+");
  }

  @ParameterizedTest
  @MethodSource("readable")
  void whatWasReadIsWrittenInTheSameBytes(SessionValue value) {
    byte[] written = writer.encode(RoundTrip.ATTRIBUTE, value.make());

    byte[] writtenAgain =
        reader.encode(RoundTrip.ATTRIBUTE, reader.decode(RoundTrip.ATTRIBUTE, written));

    assertThat(new String(writtenAgain, UTF_8)).isEqualTo(new String(written, UTF_8));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void whatWasReadIsEncodedAsItWasAndAsNothingElse(SessionValue value) {
    byte[] written = writer.encode(RoundTrip.ATTRIBUTE, value.make());
    Object read = reader.decode(RoundTrip.ATTRIBUTE, written);

    assertThat(reader.isEncodedAs(RoundTrip.ATTRIBUTE, read, written)).isTrue();
    written[written.length / 2] ^= 1;
    assertThat(reader.isEncodedAs(RoundTrip.ATTRIBUTE, read, written)).isFalse();
  }

  @Test
  void typedPasswordIsNotWritten() {
    byte[] encoded = writer.encode("failure", LoginFailureCases.withTypedPassword());

    assertThat(new String(encoded, UTF_8)).doesNotContain(LoginFailureCases.TYPED_PASSWORD);
  }

  @Test
  void constructorWithoutArgumentsHasMadeTheTransientFields() {
    Beans.WithLog read = (Beans.WithLog) roundTrip(new Beans.WithLog());

    assertThat(read.canLog()).isTrue();
  }

  @Test
  void annotatedConstructorHasMadeTheTransientFields() {
    Annotated.Created read = (Annotated.Created) roundTrip(new Annotated.Created(1, "x"));

    assertThat(read.derived()).isEqualTo("1x");
  }

  @Test
  @SuppressWarnings("unchecked")
  void emptyEnumMapStillTakesItsConstants() {
    Map<Status, Long> read = (Map<Status, Long>) roundTrip(new EnumMap<>(Status.class));

    read.put(Status.SENT, 1L);

    assertThat(read).containsOnlyKeys(Status.SENT);
  }

  static List<SessionValue> values() {
    return SessionValues.all();
  }

  static List<SessionValue> refused() {
    return values().stream().filter(SessionValue::isRefusedAsJson).toList();
  }

  static List<SessionValue> readable() {
    return values().stream().filter(value -> !value.isRefusedAsJson()).toList();
  }

  static AttributeCodec node() {
    return new JacksonAttributeCodec(
        new ClassAllowList(List.of("io.cloakroom.codec.cases")),
        JacksonRoundTripTests.class.getClassLoader(),
        Map.of());
  }

  private Object roundTrip(Object value) {
    return reader.decode(RoundTrip.ATTRIBUTE, writer.encode(RoundTrip.ATTRIBUTE, value));
  }
}
