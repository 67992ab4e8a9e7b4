package io.cloakroom.codec;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;

/**
 * After a failed login, the exception that Spring Security keeps in the session knows what was
 * asked for, with the password that was typed. It must not be stored.
 */
final class TypedPassword {

  private static final String NAME = "org.springframework.security.core.AuthenticationException";

  private TypedPassword() {}

  /** Returns the request for authentication that an exception holds. */
  static @Nullable Object heldBy(Throwable thrown) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(NAME)) {
        return ((AuthenticationException) thrown).getAuthenticationRequest();
      }
    }
    return null;
  }
}
