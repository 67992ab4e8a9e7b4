package io.cloakroom;

import io.cloakroom.SessionTimeoutPolicy.Timeouts;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long sessions live.
 *
 * @param idle idle timeout; zero or negative: never
 * @param anonymousIdle idle timeout of sessions that belong to nobody; zero or negative: never
 * @param lifetime maximum lifetime; null for none
 * @param policy may know better for some principals
 */
public record SessionTimeouts(
    Duration idle,
    Duration anonymousIdle,
    @Nullable Duration lifetime,
    SessionTimeoutPolicy policy) {

  /** The same for all sessions. */
  public SessionTimeouts(Duration idle, @Nullable Duration lifetime) {
    this(idle, idle, lifetime, SessionTimeoutPolicy.NONE);
  }

  /**
   * What one session gets.
   *
   * @param idle idle timeout; zero or negative: never
   * @param lifetime maximum lifetime; null for none
   */
  record Given(Duration idle, @Nullable Duration lifetime) {}

  /** Returns what a session gets that belongs to somebody, or to nobody. */
  Given of(@Nullable String principal, Set<String> authorities) {
    if (principal == null) {
      return new Given(anonymousIdle, lifetime);
    }
    Timeouts own = policy.timeouts(principal, authorities);
    Duration ownIdle = own == null ? null : own.idle();
    Duration ownLifetime = own == null ? null : own.lifetime();
    return new Given(
        ownIdle == null ? idle : ownIdle, ownLifetime == null ? lifetime : positive(ownLifetime));
  }

  /** Returns whether a session may have an idle timeout without anybody having chosen it. */
  boolean isGiven(Duration stored, @Nullable String principal, Set<String> authorities) {
    return same(stored, idle)
        || same(stored, anonymousIdle)
        || (principal != null && same(stored, of(principal, authorities).idle()));
  }

  private static @Nullable Duration positive(Duration lifetime) {
    return lifetime.isZero() || lifetime.isNegative() ? null : lifetime;
  }

  /** Stores keep milliseconds. */
  private static boolean same(Duration stored, Duration given) {
    return Objects.equals(stored, given) || stored.toMillis() == given.toMillis();
  }
}
