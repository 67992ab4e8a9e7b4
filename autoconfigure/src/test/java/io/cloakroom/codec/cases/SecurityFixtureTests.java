package io.cloakroom.codec.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.AttributeCodec;
import io.cloakroom.codec.cases.Fixtures.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions that were written with an older Spring Security are read with this one: JSON holds its
 * private fields by name, and nothing else would tell when one of them is renamed.
 */
class SecurityFixtureTests {

  private final AttributeCodec codec = JacksonRoundTripTests.node();

  @ParameterizedTest
  @MethodSource("fixtures")
  void sessionOfThisAndEachEarlierVersionIsRead(Fixture fixture) throws IOException {
    SessionValue value =
        fixture
            .value()
            .orElseThrow(
                () -> new AssertionError("There is no case of " + fixture + ": delete it"));

    Object read =
        codec.decode(RoundTrip.ATTRIBUTE, Files.readString(fixture.file()).strip().getBytes(UTF_8));

    value.json().assertMetBy(DeepComparison.compare(value.make(), read));
  }

  @Test
  void thisVersionHasAFileOfEachCase() throws IOException {
    List<Path> added = new ArrayList<>();
    for (SessionValue value : SessionValues.ofSpringSecurity()) {
      Path file = Fixtures.fileOf(value.fileName());
      if (!Files.exists(file) && isWritable(value)) {
        Files.createDirectories(file.getParent());
        Files.write(file, codec.encode(RoundTrip.ATTRIBUTE, value.make()));
        added.add(file.getFileName());
      }
    }

    assertThat(added)
        .as(
            "files of Spring Security %s that were missing, and are written: commit them",
            Fixtures.version())
        .isEmpty();
  }

  /** Not each version can write each case: {@link JacksonRoundTripTests} tells. */
  private boolean isWritable(SessionValue value) {
    return new RoundTrip(codec, codec).of(value).outcome() != Outcome.REFUSED;
  }

  static List<Fixture> fixtures() {
    return Fixtures.readable();
  }
}
