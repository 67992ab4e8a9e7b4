package io.cloakroom;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one request did to a session. What it did not do is not in here, so that it cannot undo what
 * others did.
 *
 * @param put encoded values to store, by name
 * @param removed names whose values are to go; none of them is in {@code put}
 * @param idle new idle timeout, zero or negative for never; null if it stays
 * @param principal new principal; null if it stays
 * @param lifetime new maximum lifetime, beginning now; null if it goes on as it is
 * @param use whether to save them is a use of the session, which keeps it from ending by being idle
 */
public record SessionChanges(
    Map<String, byte[]> put,
    Set<String> removed,
    @Nullable Duration idle,
    @Nullable PrincipalChange principal,
    @Nullable LifetimeChange lifetime,
    boolean use) {

  /** Changes that are a use and leave the maximum lifetime as it is. */
  public SessionChanges(
      Map<String, byte[]> put,
      Set<String> removed,
      @Nullable Duration idle,
      @Nullable PrincipalChange principal) {
    this(put, removed, idle, principal, null, true);
  }

  /**
   * A new owner.
   *
   * @param to whom the session belongs to from now on; null if it is anonymous again
   */
  public record PrincipalChange(@Nullable String to) {}

  /**
   * A maximum lifetime that begins anew.
   *
   * @param to how long the session may live from now on, whatever its use; null: for ever
   */
  public record LifetimeChange(@Nullable Duration to) {}

  /** Returns whether there is nothing to save, but perhaps a use to note. */
  public boolean isEmpty() {
    return put.isEmpty()
        && removed.isEmpty()
        && idle == null
        && principal == null
        && lifetime == null;
  }
}
