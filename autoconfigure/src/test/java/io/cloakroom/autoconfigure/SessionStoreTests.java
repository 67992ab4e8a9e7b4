package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionStoreTests {

  /** Spring Boot manages neither, and what this build uses is what is known to work. */
  @ParameterizedTest
  @CsvSource({
    "MEMCACHED, elasticache-java-cluster-client, elasticache-client.version",
    "JWT, nimbus-jose-jwt, nimbus-jose-jwt.version",
  })
  void clientThatIsToBeAddedIsToldInTheVersionOfThisBuild(
      SessionStore store, String artifact, String property) throws Exception {
    Path project = Path.of("..");
    Matcher built =
        Pattern.compile("<" + Pattern.quote(property) + ">(.+?)<")
            .matcher(Files.readString(project.resolve("pom.xml")));
    assertThat(built.find()).isTrue();
    String version = built.group(1);

    assertThat(store.remedy())
        .contains(artifact + " to the dependencies, in version " + version + " or newer");
    assertThat(Files.readString(project.resolve("README.md")))
        .contains(
            "<artifactId>%s</artifactId>\n  <version>%s</version>".formatted(artifact, version));
  }
}
