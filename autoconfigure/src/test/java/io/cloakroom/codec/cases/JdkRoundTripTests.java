package io.cloakroom.codec.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.AttributeCodec;
import io.cloakroom.codec.ClassAllowList;
import io.cloakroom.codec.JdkAttributeCodec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What JDK serialization makes of each case: what it refuses or loses is pinned here. */
class JdkRoundTripTests {

  @ParameterizedTest
  @MethodSource("values")
  void valueComesOutAsExpected(SessionValue value) {
    value.jdk().assertMetBy(new RoundTrip(node(), node()).of(value));
  }

  @Test
  void typedPasswordIsNotWritten() {
    byte[] encoded = node().encode("failure", LoginFailureCases.withTypedPassword());

    assertThat(new String(encoded, ISO_8859_1)).doesNotContain(LoginFailureCases.TYPED_PASSWORD);
  }

  static List<SessionValue> values() {
    return SessionValues.all();
  }

  static AttributeCodec node() {
    return new JdkAttributeCodec(
        new ClassAllowList(List.of("io.cloakroom.codec.cases")),
        JdkRoundTripTests.class.getClassLoader());
  }
}
