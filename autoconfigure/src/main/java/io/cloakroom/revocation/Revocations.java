package io.cloakroom.revocation;

import io.cloakroom.SessionKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which tokens do not count any more although they have not ended: those of a session that was
 * logged out, and all that a principal had when he was signed out everywhere.
 *
 * <p>A token names its session's key, which it keeps when it is renewed, its principal, and an
 * <em>epoch</em>: what {@link #epoch} returned when the token got that principal. What a node
 * revokes counts on this node at once, and on every other one within a delay that holds however
 * stores and connections fail: a node that has not heard from the store for so long answers
 * nothing.
 *
 * <p>All methods throw {@link io.cloakroom.SessionStoreException} if the store fails them. If it is
 * unavailable, whether something was revoked is unknown, and nobody must be told that it was.
 */
public interface Revocations {

  /** For those who do without: nothing is ever revoked, and tokens last until they end. */
  Revocations NONE =
      new Revocations() {
        @Override
        public boolean isRevoked(Set<SessionKey> names, @Nullable String principal, long epoch) {
          return false;
        }

        @Override
        public long epoch(@Nullable String principal) {
          return 0;
        }

        @Override
        public void refresh() {}

        @Override
        public void revoke(SessionKey session) {}

        @Override
        public void revokeAll(String principal, @Nullable SessionKey spared) {}
      };

  /**
   * Returns whether a token was revoked, from what this node knows: no store is asked, unless it
   * has not been heard from for the delay.
   *
   * @param names by any of which its session may have been revoked
   * @param principal that it names; null if it belongs to nobody
   * @param epoch that it carries
   * @throws io.cloakroom.SessionStoreUnavailableException if what this node knows is too old, and
   *     the store gives no answer; not if it is known to be revoked
   */
  boolean isRevoked(Set<SessionKey> names, @Nullable String principal, long epoch);

  /** Returns the same of a token that has one name. */
  default boolean isRevoked(SessionKey session, @Nullable String principal, long epoch) {
    return isRevoked(Set.of(session), principal, epoch);
  }

  /**
   * Returns the epoch to put into a token that gets a principal now. Tokens with epochs from before
   * the next {@link #revokeAll} of that principal are revoked by it, and no others, whatever
   * becomes of clocks meanwhile. Costs one round trip to the store; none if the principal is null.
   *
   * @param principal that the token is to name; null if it belongs to nobody
   */
  long epoch(@Nullable String principal);

  /**
   * Hears from the store what was revoked until now: {@link #isRevoked} knows of all whose
   * revocation returned before this was called. Costs one round trip to the store.
   */
  void refresh();

  /**
   * Revokes all tokens of a session: those that it has had, and those that a node gives it which
   * does not know yet.
   */
  void revoke(SessionKey session);

  /** Revokes all tokens that a principal has: "sign out everywhere". */
  default void revokeAll(String principal) {
    revokeAll(principal, null);
  }

  /**
   * Revokes all tokens that a principal has, but for those of one session.
   *
   * @param spared whose tokens stay as they are until this is called for the principal the next
   *     time; what was revoked before stays revoked, also if this node does not know of it yet;
   *     null: none
   */
  void revokeAll(String principal, @Nullable SessionKey spared);
}
