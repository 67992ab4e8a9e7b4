package io.cloakroom.lifecycle;

import io.cloakroom.SessionKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets an application look at its users' sessions, and end them.
 *
 * <p>A session is named by its {@link SessionKey}, never by what its client holds. That of the
 * current request is {@code SessionKey.parse(httpSession.getId())}; it changes at each sign-in.
 *
 * <p>A session that is ended here is gone at its next request, on whichever node: that is the
 * request of somebody who is not signed in. A request of it that is under way goes on, but what it
 * changes is dropped. {@link io.cloakroom.event.SessionEvent.Deleted} is published and servlet
 * listeners are told, with the attributes, on this node.
 *
 * <p>Principals are compared exactly. All methods throw {@link io.cloakroom.SessionStoreException}
 * if the store fails them, and {@link IllegalStateException} if it keeps no index of principals, or
 * cannot say what it holds, see {@link #areListed()}: Memcached cannot, and sessions that their
 * clients carry in tokens are in no store.
 */
public interface Sessions {

  /** What the methods return that count what they end, if that is known to nobody. */
  int UNCOUNTED = -1;

  /**
   * Returns whether it is known which sessions there are. If not, they can be ended by their key
   * and, if they are tokens, all of a user at once; what asks which there are throws {@link
   * IllegalStateException}.
   */
  default boolean areListed() {
    return true;
  }

  /**
   * Returns whether all of a user can be ended at once: where they are listed, and where they are
   * tokens that are taken back. If not, {@link #endAll} and {@link #endAllBut} throw {@link
   * IllegalStateException}.
   */
  default boolean endsAll() {
    return areListed();
  }

  /** Returns what is known of a session; null unless it is live. Not a use of it. */
  @Nullable SessionDetails find(SessionKey session);

  /**
   * Finds a user's sessions, also those on other devices.
   *
   * @return those that are live, the last used first; empty if there are none. It reads them whole,
   *     in one round trip, on Redis in two
   */
  List<SessionDetails> of(String principal);

  /**
   * Ends a session.
   *
   * @return whether this call ended it; false if it had ended already, unless that is not known
   */
  boolean end(SessionKey session);

  /**
   * Ends a session if it belongs to a user, for pages on which users end their own: a key that
   * somebody made up, or saw elsewhere, ends nobody else's.
   *
   * @return whether this call ended it
   */
  boolean end(String principal, SessionKey session);

  /**
   * Ends all sessions of a user, for example after his password was changed. One that signs in at
   * the same time may be left.
   *
   * @return how many this call ended; {@link #UNCOUNTED} unless they {@linkplain #areListed() are
   *     listed}
   */
  int endAll(String principal);

  /**
   * Ends all sessions of a user but one, mostly that of the current request.
   *
   * @return how many this call ended; {@link #UNCOUNTED} unless they {@linkplain #areListed() are
   *     listed}
   */
  int endAllBut(String principal, SessionKey spared);

  /** Returns how many live sessions a user has, at one round trip. */
  int count(String principal);

  /**
   * Returns how many sessions there are, anonymous ones included, and on Redis also those that have
   * expired since the last cleanup. For administration: the store may look at all of them.
   */
  long count();

  /** Returns whose sessions there are, in no order. For administration, as {@link #count()}. */
  Set<String> principals();
}
