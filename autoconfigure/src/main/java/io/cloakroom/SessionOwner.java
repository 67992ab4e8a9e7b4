package io.cloakroom;

import io.cloakroom.SessionChanges.LifetimeChange;
import io.cloakroom.SessionChanges.PrincipalChange;
import io.cloakroom.SessionTimeouts.Given;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what a change of the attribute that decides about a session's principal means for the
 * session.
 *
 * @param principals reads that attribute
 * @param timeouts by principal
 */
record SessionOwner(PrincipalResolver principals, SessionTimeouts timeouts) {

  /**
   * What changes with the attribute.
   *
   * @param idle idle timeout, unless the request chose one; null: stays, since one was chosen
   *     before
   * @param principal null: stays
   * @param lifetime null: goes on
   * @param signIn whether somebody signed in
   */
  record OwnerChange(
      @Nullable Duration idle,
      @Nullable PrincipalChange principal,
      @Nullable LifetimeChange lifetime,
      boolean signIn) {}

  String attribute() {
    return principals.attribute();
  }

  /** Returns what a session gets that nobody has signed in to. */
  Given ofNobody() {
    return timeouts.of(null, Set.of());
  }

  /**
   * Judges a change.
   *
   * @param base what the store holds; null if it holds nothing yet
   * @param before stored value of the attribute; null if there is none
   * @param now value that is to be stored; null if it is removed
   * @param idChanged whether this request set the attribute and changed the session's id
   * @param idleUnset whether an idle timeout that was chosen before gives way
   */
  OwnerChange change(
      @Nullable SessionRecord base,
      @Nullable Object before,
      @Nullable Object now,
      boolean idChanged,
      boolean idleUnset) {
    String principal = principals.resolve(now);
    Given given = timeouts.of(principal, principals.authorities(now));
    boolean chosen = base != null && !idleUnset && !isGiven(base.idle(), before);
    boolean signIn = principals.isSignIn(before, now) || (idChanged && principal != null);
    String former = base == null ? null : base.principal();
    return new OwnerChange(
        chosen ? null : given.idle(),
        Objects.equals(principal, former) ? null : new PrincipalChange(principal),
        signIn ? new LifetimeChange(given.lifetime()) : null,
        signIn);
  }

  private boolean isGiven(Duration stored, @Nullable Object value) {
    return timeouts.isGiven(stored, principals.resolve(value), principals.authorities(value));
  }
}
