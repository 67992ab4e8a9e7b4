package io.cloakroom.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Scripts, and what is found by its name, that a native image must keep. */
final class CloakroomRuntimeHints implements RuntimeHintsRegistrar {

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints.resources().registerPattern("io/cloakroom/repository/redis/*.lua");
    hints.resources().registerPattern("io/cloakroom/repository/jdbc/migration/*/*.sql");
    hints
        .reflection()
        .registerTypeIfPresent(
            classLoader,
            "net.spy.memcached.compat.log.SLF4JLogger",
            MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
  }
}
