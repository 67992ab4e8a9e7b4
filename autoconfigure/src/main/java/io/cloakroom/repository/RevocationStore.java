package io.cloakroom.repository;

import io.cloakroom.SessionKey;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was revoked where every node can hear of it, for as long as it matters.
 *
 * <p>Its clock is the only clock. Each method is safe for use by several threads and nodes; each
 * write is one atomic step, and whoever reads after it returned is told of it. They throw {@link
 * io.cloakroom.SessionStoreUnavailableException} if the store did not answer in time (the outcome
 * is unknown) or {@link io.cloakroom.SessionStoreRejectedException} if it refused (nothing was
 * written).
 */
public interface RevocationStore {

  /**
   * How far the clock of the store may fall back, as when another server takes over, without a
   * token getting away from {@link #denyAll}.
   */
  Duration CLOCK_SLACK = Duration.ofSeconds(1);

  /** Is told of what was revoked, in the thread that reads. */
  interface Reader {

    /**
     * The tokens of a session are denied.
     *
     * @param remaining how long yet
     */
    void session(SessionKey denied, Duration remaining);

    /**
     * A principal's tokens are denied.
     *
     * @param which of them
     * @param remaining how long yet
     */
    void principal(PrincipalHash denied, Denial which, Duration remaining);
  }

  /**
   * Which of a principal's tokens are denied.
   *
   * @param epoch those with a lower one are
   * @param spared session whose tokens are not; null: none
   * @param sparedFrom lowest epoch of those that are spared: others were denied before
   */
  record Denial(long epoch, @Nullable SessionKey spared, long sparedFrom) {

    /** Nothing is denied. */
    public static final Denial NONE = new Denial(0, null, 0);

    /**
     * Returns whether a token is denied.
     *
     * @param names of its session, any of which may be spared
     */
    public boolean denies(Set<SessionKey> names, long tokenEpoch) {
      boolean isSpared = spared != null && names.contains(spared) && tokenEpoch >= sparedFrom;
      return tokenEpoch < epoch && !isSpared;
    }

    /** Returns what is denied after both, though the store may have lost the earlier one. */
    public Denial after(Denial earlier) {
      if (epoch <= earlier.epoch) {
        return earlier;
      }
      long from = Objects.equals(spared, earlier.spared) ? earlier.sparedFrom : earlier.epoch;
      return new Denial(epoch, spared, Math.max(sparedFrom, from));
    }
  }

  /**
   * Denies all tokens of a session. Does so longer if it was denied before; never shorter.
   *
   * @param retention how long: longer than any of the tokens lasts
   */
  void deny(SessionKey session, Duration retention);

  /**
   * Denies the tokens that a principal has now.
   *
   * @param spared session whose tokens are not denied, unless an earlier call has denied them;
   *     null: none
   * @param retention how long, as above
   * @return what is denied now, by this call or a later one; the epoch is above all that {@link
   *     #epoch} had returned for the principal
   */
  Denial denyAll(PrincipalHash principal, @Nullable SessionKey spared, Duration retention);

  /**
   * Returns the epoch for tokens that a principal gets now: that of the last {@link #denyAll} or,
   * if it is later, the time in epoch milliseconds. In one round trip. Never writes.
   */
  long epoch(PrincipalHash principal);

  /**
   * Tells of what was denied since an earlier call, and again of what was denied shortly before it.
   * If the store has lost something, or its clock has fallen back, it tells of everything. Changes
   * nothing. One round trip, unless there is much to tell.
   *
   * @param position that the earlier call returned; 0: tells of everything that is denied
   * @param back how long before the position to begin. If that is longer than it is since the
   *     earlier call began, nothing is missed, however far the clock falls back; some seconds more
   *     are for what the store loses when another server takes over
   * @param reader is told in any order
   * @return position for the next call
   */
  long read(long position, Duration back, Reader reader);

  /**
   * Removes what is denied no more.
   *
   * @param limit how much at most; at least 1
   * @return how much this call removed
   */
  int purge(int limit);
}
