package io.cloakroom.autoconfigure;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Quiets libraries that say at each start what an application can make nothing of. An application
 * that sets these levels itself is obeyed.
 *
 * <p>Flyway warns of databases that are newer than itself. Memcached's client tells of each
 * connection and each attempt at one; what became of a server, Cloakroom logs itself.
 */
final class LibraryLogLevels implements EnvironmentPostProcessor {

  private static final Map<String, Object> LEVELS =
      Map.of(
          "logging.level.org.flywaydb.core.internal.database.base.Database",
          "error",
          "logging.level.net.spy.memcached",
          "error");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment.getPropertySources().addLast(new MapPropertySource("cloakroom", LEVELS));
  }
}
