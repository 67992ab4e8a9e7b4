package io.cloakroom.lifecycle;

import io.cloakroom.Session;
import io.cloakroom.SessionKey;
import io.cloakroom.Ticket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives sessions for tickets, and keeps what was done to them.
 *
 * <p>A <em>ticket</em> is what travels in the cookie or header. The manager alone judges its form.
 * All methods that need a store throw {@link io.cloakroom.SessionStoreException} if it fails them.
 */
public interface SessionManager {

  /**
   * Reads a ticket without asking any store. If it holds its session, sealed, this opens it, so it
   * is to be done once a request.
   *
   * @param ticket anything that a client sent
   * @return what it is; null if it is malformed, or this manager cannot have made it, or it has
   *     ended by itself
   */
  @Nullable Ticket read(String ticket);

  /**
   * Reads a ticket without asking any store.
   *
   * @param ticket anything that a client sent
   * @return the key of the session that it asks for; null as {@link #read} says
   */
  default @Nullable SessionKey keyOf(String ticket) {
    Ticket read = read(ticket);
    return read == null ? null : read.key();
  }

  /**
   * Finds the session of a ticket.
   *
   * @param ticket as {@link #read} returned it
   * @return the session; null unless it is live
   */
  @Nullable Session find(Ticket ticket);

  /**
   * Finds the session of a ticket.
   *
   * @param ticket anything that a client sent; no store is asked about a malformed one
   * @return the session; null unless it is live
   */
  default @Nullable Session find(String ticket) {
    Ticket read = read(ticket);
    return read == null ? null : find(read);
  }

  /**
   * Returns whether a client's tickets, none of which asks for a live session, are to be taken from
   * it. That costs it the ticket which another response may have sent it meanwhile.
   *
   * @param dead those that could be read; empty if the client sent nothing that is a ticket
   */
  default boolean takesBack(List<Ticket> dead) {
    return false;
  }

  /** Begins a session. No store holds it before it is saved. */
  default Session create() {
    return create(false);
  }

  /**
   * Begins a session. No store holds it before it is saved.
   *
   * @param hostBound whether its ticket must be worth nothing in any other cookie than one whose
   *     name begins with {@code __Host-}: it begins with {@link io.cloakroom.SessionId#HOST_BOUND}
   *     then
   */
  Session create(boolean hostBound);

  /**
   * Saves what changed since the session was found, created or last saved, or notes that it was
   * used, unless its {@linkplain Session#currentUse() use} does not count. Does nothing to a
   * session that has ended.
   *
   * @return the ticket that the client must hold from now on, often the one it has; null if the
   *     session has ended, perhaps elsewhere: its changes were dropped, and the client must be sent
   *     no cookie at all, since another response may have sent it a better one
   * @throws io.cloakroom.AttributeEncodingException if an attribute cannot be encoded; nothing was
   *     saved then
   */
  @Nullable String save(Session session);

  /**
   * Gives a session another id, at once. The old one is dead when this returns.
   *
   * @throws IllegalStateException if the session has ended
   */
  default void changeId(Session session) {
    changeId(session, false);
  }

  /**
   * Gives a session another id, at once. The old one is dead when this returns.
   *
   * @param hostBound whether its ticket must be host-bound, see {@link #create(boolean)}; one that
   *     is already stays so
   * @throws IllegalStateException if the session has ended
   */
  void changeId(Session session, boolean hostBound);

  /**
   * Ends a session, at once and everywhere; also one to which another request has just given
   * another id, if it belongs to a principal by whom it can be found, or is all in its token. Does
   * nothing if it has ended already.
   */
  void end(Session session);
}
