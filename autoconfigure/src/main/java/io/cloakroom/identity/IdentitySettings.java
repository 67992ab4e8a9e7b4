package io.cloakroom.identity;

import java.time.Duration;
import java.util.Set;

/**
 * What is in all tokens.
 *
 * @param issuer in whose name they are; {@code iss}
 * @param lifetime for how long they count; at least a second
 * @param audiences services that may be told; empty: each that the application names
 */
public record IdentitySettings(String issuer, Duration lifetime, Set<String> audiences) {

  /** Copies the services. */
  public IdentitySettings {
    audiences = Set.copyOf(audiences);
  }
}
