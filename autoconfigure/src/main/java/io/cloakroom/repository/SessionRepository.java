package io.cloakroom.repository;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions where every node can reach them.
 *
 * <p>A session is <em>live</em> if it is present, not expired by the store's clock, and not claimed
 * by the cleanup. Only live sessions are found, changed, renamed and touched, so that no slow
 * request brings back one that has ended: neither its data, nor its id, nor its index entries.
 *
 * <p>Each method takes effect as one atomic step on one session, is safe for use by several threads
 * and nodes, and throws {@link io.cloakroom.SessionStoreUnavailableException} if the store did not
 * answer in time (the outcome is unknown) or {@link io.cloakroom.SessionStoreRejectedException} if
 * it refused (nothing was written). The store's clock is the only clock.
 */
public interface SessionRepository {

  /**
   * Stores a new session, with version 1.
   *
   * @return what is now stored; null, and nothing written, if the key exists, live or not; a store
   *     without an expiry queue may have forgotten one that has expired
   */
  @Nullable SessionRecord insert(NewSession session);

  /**
   * Reads a session, in one round trip. Never writes.
   *
   * @return what is stored; null unless it is live
   */
  @Nullable SessionRecord find(SessionKey key);

  /**
   * Reads a session as {@link #find} does, but always from the store itself, never from a copy that
   * this node keeps: for decisions about a session that was perhaps changed elsewhere a moment ago,
   * such as whose it is. A decorator passes it on.
   */
  default @Nullable SessionRecord findStored(SessionKey key) {
    return find(key);
  }

  /**
   * Reads a session as {@link #findStored} does, to end it: also one that is not live just now
   * since it is being renamed, if a rename takes this store more than one step, so that one that
   * was cut off hides no session from who ends it. Only {@link #delete} may follow: what is found
   * may have another key already, and must not be served. A decorator passes it on.
   */
  default @Nullable SessionRecord findForDeletion(SessionKey key) {
    return findStored(key);
  }

  /**
   * Applies changes to what is stored now, and counts as a use of the session, unless the changes
   * say that they are none: then the last access stays, and so does the time at which the session
   * ends by being idle. Attributes that the changes do not name stay as they are; of two writers of
   * one attribute, the later one wins. A new maximum lifetime begins now, by the store's clock.
   *
   * @param base what the caller last read or wrote; it only saves a read, and is never written back
   * @param changes may be empty but for being a use
   * @return what is known to be stored afterwards; a version above {@code base.version() + 1} means
   *     that others wrote too; null, and nothing written, if the session is not live
   */
  @Nullable SessionRecord update(SessionRecord base, SessionChanges changes);

  /**
   * Gives a session another key and counts as a use; its attributes are not rewritten. From then on
   * nothing is found under the old key.
   *
   * @param to a key of the same shard
   * @return false, and nothing written, if {@code from} is not live or {@code to} exists
   */
  boolean rename(SessionKey from, SessionKey to);

  /**
   * Ends live sessions. Expired ones are left to the cleanup, if there is one, since their event is
   * still due.
   *
   * @return those that this call ended
   */
  Set<SessionKey> delete(Collection<SessionKey> keys);

  /**
   * Notes uses: the last access becomes the later of the stored one and that of the touch, by the
   * store's clock. Sessions that are not live are ignored. Touches may be lost in a crash.
   */
  void touch(Collection<Touch> touches);

  /**
   * Finds out whether the store answers, as requests would; all of its servers, if each has
   * sessions of its own.
   */
  default void probe() {
    find(SessionId.random().key());
  }

  /** Returns how to find expired sessions, if this store can enumerate them. */
  default Optional<ExpiryQueue> expiryQueue() {
    return Optional.empty();
  }

  /** Returns how to find a principal's sessions, if this store has such an index. */
  default Optional<PrincipalIndex> principalIndex() {
    return Optional.empty();
  }

  /** Returns what says which sessions there are, if this store can enumerate them. */
  default Optional<SessionCatalog> catalog() {
    return Optional.empty();
  }

  /** Returns what tells of changes that others make, if this store can. */
  default Optional<ChangeFeed> changeFeed() {
    return Optional.empty();
  }
}
