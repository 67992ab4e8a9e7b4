package io.cloakroom;

import java.util.Set;
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

  /**
   * Resolves what the principal may do, for a {@link SessionTimeoutPolicy}.
   *
   * @param value of that attribute; null if the session does not have it
   * @return names, for example of roles; empty if they are not known
   */
  default Set<String> authorities(@Nullable Object value) {
    return Set.of();
  }

  /**
   * Says whether somebody signed in, for the first time or again, when the attribute changed. The
   * session's maximum lifetime begins anew then, as it does if the attribute is set in a request
   * that also changes the session's id.
   *
   * @param before value that was stored; null if there was none, or none that this node can read
   * @param now value that is to be stored; null if it is removed
   */
  default boolean isSignIn(@Nullable Object before, @Nullable Object now) {
    String principal = resolve(now);
    return principal != null && !principal.equals(resolve(before));
  }
}
