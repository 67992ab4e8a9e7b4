package io.cloakroom.identity;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody who is signed in, as other services are told of him.
 *
 * @param name by which they know him; not blank
 * @param authorities what he may do, for example {@code ROLE_ADMIN}; unmodifiable, in their order
 *     as texts; may be empty
 */
public record Identity(String name, Set<String> authorities) {

  /**
   * Names somebody.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public Identity {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An identity must have a name, and this one is blank");
    }
    authorities = Collections.unmodifiableSet(new TreeSet<>(authorities));
  }
}
