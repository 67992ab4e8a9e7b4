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
 */
public record SessionChanges(
    Map<String, byte[]> put,
    Set<String> removed,
    @Nullable Duration idle,
    @Nullable PrincipalChange principal) {

  /**
   * A new owner.
   *
   * @param to whom the session belongs to from now on; null if it is anonymous again
   */
  public record PrincipalChange(@Nullable String to) {}

  /** Returns whether there is nothing to save. */
  public boolean isEmpty() {
    return put.isEmpty() && removed.isEmpty() && idle == null && principal == null;
  }
}
