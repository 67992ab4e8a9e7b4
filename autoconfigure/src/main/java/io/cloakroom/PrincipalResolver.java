package io.cloakroom;

import org.jspecify.annotations.Nullable;

/**
 * Says whom a session belongs to. A bean of this type replaces the one that knows Spring Security's
 * context.
 *
 * <p>It is asked only when the attribute that it names was changed.
 */
public interface PrincipalResolver {

  /** Leaves all sessions anonymous. */
  PrincipalResolver NONE =
      new PrincipalResolver() {
        @Override
        public String attribute() {
          return "";
        }

        @Override
        public @Nullable String resolve(@Nullable Object value) {
          return null;
        }
      };

  /** Returns the name of the one attribute that decides. */
  String attribute();

  /**
   * Resolves the principal.
   *
   * @param value of that attribute; null if the session does not have it
   * @return the principal's name, or null if the session is anonymous
   */
  @Nullable String resolve(@Nullable Object value);
}
