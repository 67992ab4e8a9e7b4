package io.cloakroom;

import io.cloakroom.SessionChanges.LifetimeChange;
import io.cloakroom.SessionOwner.OwnerChange;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The timeouts that a request wants its session to have. Guarded by its session. */
final class ChosenTimeouts {

  private Duration idle;
  private boolean idleChosen;
  private boolean idleUnset;
  private @Nullable LifetimeChange lifetime;

  ChosenTimeouts(Duration idle) {
    this.idle = idle;
  }

  Duration idle() {
    return idle;
  }

  void chooseIdle(Duration timeout) {
    idle = timeout;
    idleChosen = true;
  }

  void unsetIdle() {
    idleChosen = false;
    idleUnset = true;
  }

  /** Returns whether an idle timeout that was chosen before gives way to that of a sign-in. */
  boolean isIdleUnset() {
    return idleUnset;
  }

  void chooseLifetime(LifetimeChange chosen) {
    lifetime = chosen;
  }

  /** Takes what a sign-in or sign-out gives, but for what was chosen in this request. */
  void follow(OwnerChange change) {
    if (!idleChosen && change.idle() != null) {
      idle = change.idle();
    }
  }

  /**
   * Returns the idle timeout to store.
   *
   * @param stored one; null if none is
   * @return null: the stored one stays
   */
  @Nullable Duration idleChange(@Nullable Duration stored) {
    return idle.equals(stored) ? null : idle;
  }

  /**
   * Returns the maximum lifetime to begin.
   *
   * @param change of the session's owner; null if there is none
   * @return null: the one that has begun goes on
   */
  @Nullable LifetimeChange lifetimeChange(@Nullable OwnerChange change) {
    return lifetime != null || change == null ? lifetime : change.lifetime();
  }

  /** Takes the stored idle timeout, if this request still has the one that was known before. */
  void learn(@Nullable Duration known, Duration stored) {
    if (idle.equals(known)) {
      idle = stored;
    }
  }

  /** Notes that changes were saved. */
  void saved(SessionChanges changes, @Nullable Duration known, Duration stored) {
    // What others have chosen is not written back.
    learn(changes.idle() == null ? known : changes.idle(), stored);
    if (Objects.equals(lifetime, changes.lifetime())) {
      lifetime = null;
    }
  }
}
