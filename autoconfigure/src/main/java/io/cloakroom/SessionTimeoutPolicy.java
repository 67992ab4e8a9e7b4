package io.cloakroom;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says how long the sessions of a principal may live, for example by its role. Declare a bean of
 * this type.
 *
 * <p>It is asked when a session is saved whose principal was set in that request: at each sign-in.
 * It may also be asked about the principal that the session had before, to find out whether the
 * session still has the idle timeout that it was given then. An idle timeout that the application
 * set by {@code setMaxInactiveInterval} stays, whatever the policy says; it is known by being none
 * of those that Cloakroom would have given the session.
 *
 * <p>Implementations are safe for use by several threads, and quick. What they throw fails the
 * request that signs in, and nothing of it is stored.
 */
@FunctionalInterface
public interface SessionTimeoutPolicy {

  /** Leaves all sessions the timeouts that the properties say. */
  SessionTimeoutPolicy NONE = (principal, authorities) -> null;

  /**
   * How long sessions live.
   *
   * @param idle idle timeout, zero or negative for never; null for that of the properties
   * @param lifetime maximum lifetime, zero or negative for none; null for that of the properties
   */
  record Timeouts(@Nullable Duration idle, @Nullable Duration lifetime) {}

  /**
   * Says how long a session of this principal may live.
   *
   * @param principal its name
   * @param authorities as Spring Security knows them, for example {@code ROLE_ADMIN}; empty without
   *     it, unless a {@link PrincipalResolver} says otherwise
   * @return null: no opinion
   */
  @Nullable Timeouts timeouts(String principal, Set<String> authorities);
}
