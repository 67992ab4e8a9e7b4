package io.cloakroom.codec.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.core.SpringSecurityCoreVersion;

/**
 * What was written with each version of Spring Security, a file a case. The directory of a version
 * is made by running {@link SecurityFixtureTests} with it.
 */
final class Fixtures {

  private static final Path ALL = CommittedFiles.ofModule("src/test/resources/fixtures");
  private static final String PREFIX = "spring-security-";

  private Fixtures() {}

  /** A file, and the value that it must still hold. */
  record Fixture(Path file, Optional<SessionValue> value) {

    @Override
    public String toString() {
      return ALL.relativize(file).toString();
    }
  }

  /** The version in use: of those of one minor version, the classes have the same fields. */
  static String version() {
    String version = Optional.ofNullable(SpringSecurityCoreVersion.getVersion()).orElseThrow();
    return version.substring(0, version.indexOf('.', version.indexOf('.') + 1));
  }

  /** Those of the version in use and of all before it. */
  static List<Fixture> readable() {
    Map<String, SessionValue> values =
        SessionValues.ofSpringSecurity().stream()
            .collect(Collectors.toMap(SessionValue::fileName, Function.identity()));
    return children(ALL).stream()
        .filter(directory -> number(directory) <= number(ofThisVersion()))
        .flatMap(directory -> children(directory).stream())
        .map(
            file ->
                new Fixture(
                    file,
                    Optional.ofNullable(
                        values.get(file.getFileName().toString().replace(".json", "")))))
        .toList();
  }

  /** Where the version in use has its file of a case. */
  static Path fileOf(String name) {
    return ofThisVersion().resolve(name + ".json");
  }

  private static Path ofThisVersion() {
    return ALL.resolve(PREFIX + version());
  }

  /** Makes 7.9 less than 7.10. */
  private static int number(Path directory) {
    String[] version =
        directory.getFileName().toString().substring(PREFIX.length()).split("\\.", 2);
    return Integer.parseInt(version[0]) * 1000 + Integer.parseInt(version[1]);
  }

  private static List<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
