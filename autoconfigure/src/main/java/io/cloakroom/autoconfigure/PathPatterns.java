package io.cloakroom.autoconfigure;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Requests whose path, below the context path, matches a pattern.
 *
 * @param patterns in Spring's syntax
 */
record PathPatterns(List<PathPattern> patterns) implements Predicate<HttpServletRequest> {

  private static final String EXCLUDE = "cloakroom.touch.exclude";

  static PathPatterns of(List<String> patterns) {
    return new PathPatterns(patterns.stream().map(PathPatterns::parse).toList());
  }

  /**
   * Reads a pattern.
   *
   * @throws InvalidConfigurationPropertyValueException if it is none
   */
  static PathPattern parse(String pattern) {
    if (!pattern.startsWith("/")) {
      throw new InvalidConfigurationPropertyValueException(
          EXCLUDE, pattern, "A path pattern must begin with a slash.");
    }
    try {
      return PathPatternParser.defaultInstance.parse(pattern);
    } catch (PatternParseException e) {
      throw new InvalidConfigurationPropertyValueException(
          EXCLUDE,
          pattern,
          "It is no path pattern at character %d: %s."
              .formatted(e.getPosition() + 1, e.getMessage()));
    }
  }

  @Override
  public boolean test(HttpServletRequest request) {
    if (patterns.isEmpty()) {
      return false;
    }
    try {
      PathContainer path =
          RequestPath.parse(request.getRequestURI(), request.getContextPath())
              .pathWithinApplication();
      return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    } catch (IllegalArgumentException noPath) {
      return false;
    }
  }
}
