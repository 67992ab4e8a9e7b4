package io.cloakroom.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Scripts that a native image must keep. */
final class CloakroomRuntimeHints implements RuntimeHintsRegistrar {

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints.resources().registerPattern("io/cloakroom/repository/redis/*.lua");
    hints.resources().registerPattern("io/cloakroom/repository/jdbc/migration/*/*.sql");
  }
}
