package io.cloakroom.codec.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The documented table is what this run saw. It documents the newest Spring Boot only. */
@Tag("newest-boot")
class CaseTableTests {

  private static final Path DOCUMENT = CommittedFiles.ofModule("../docs/serialization-cases.md");

  @Test
  void documentShowsWhatThisRunSaw() throws IOException {
    RoundTrip json = new RoundTrip(JacksonRoundTripTests.node(), JacksonRoundTripTests.node());
    RoundTrip jdk = new RoundTrip(JdkRoundTripTests.node(), JdkRoundTripTests.node());
    String seen =
        new CaseTable(
                SessionValues.all().stream()
                    .map(
                        value ->
                            new CaseTable.Row(
                                value, json.of(value).outcome(), jdk.of(value).outcome()))
                    .toList())
            .toString();
    String committed = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "";

    if (!committed.equals(seen)) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, seen);
    }

    assertThat(committed)
        .as("docs/serialization-cases.md was not what this run saw, and is now: commit it")
        .isEqualTo(seen);
  }

  @Test
  void namesOfCasesAreUnique() {
    assertThat(SessionValues.all()).extracting(SessionValue::name).doesNotHaveDuplicates();
    assertThat(SessionValues.ofSpringSecurity())
        .extracting(SessionValue::fileName)
        .doesNotHaveDuplicates();
  }
}
