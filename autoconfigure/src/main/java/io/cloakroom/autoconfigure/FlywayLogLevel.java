package io.cloakroom.autoconfigure;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Flyway warns of databases that are newer than itself, at each start, of which an application that
 * did not choose Flyway can make nothing. An application that sets this level itself is obeyed.
 */
final class FlywayLogLevel implements EnvironmentPostProcessor {

  private static final String LOGGER =
      "logging.level.org.flywaydb.core.internal.database.base.Database";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("cloakroom", Map.of(LOGGER, "error")));
  }
}
