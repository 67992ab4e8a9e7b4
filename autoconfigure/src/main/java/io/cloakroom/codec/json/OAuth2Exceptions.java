package io.cloakroom.codec.json;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** A failed login by OAuth 2.0, which is made of an error, and not of a message alone. */
final class OAuth2Exceptions {

  private static final String NAME =
      "org.springframework.security.oauth2.core.OAuth2AuthenticationException";

  private OAuth2Exceptions() {}

  static boolean makes(Class<?> type) {
    return type.getName().equals(NAME);
  }

  static @Nullable Object errorOf(Throwable thrown) {
    return makes(thrown.getClass()) ? ((OAuth2AuthenticationException) thrown).getError() : null;
  }

  /** Returns a throwable; its class is not to be known here, where it may be missing. */
  static Object make(@Nullable String message, @Nullable Object error) {
    OAuth2Error reason = (OAuth2Error) Objects.requireNonNull(error, "error");
    return message == null
        ? new OAuth2AuthenticationException(reason)
        : new OAuth2AuthenticationException(reason, message);
  }
}
