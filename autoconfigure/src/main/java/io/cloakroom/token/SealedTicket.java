package io.cloakroom.token;

import io.cloakroom.SessionKey;
import io.cloakroom.Ticket;
import java.time.Instant;

/**
 * A token as its client holds it, and what it says.
 *
 * @param value what travels
 * @param token what was sealed in it
 * @param end when it counts no more on this node
 * @param current whether it was sealed with the key that seals now, and nothing else calls for
 *     another one
 */
record SealedTicket(String value, SessionToken token, Instant end, boolean current)
    implements Ticket {

  @Override
  public SessionKey key() {
    return token.id().key();
  }

  /** Returns the same, to be replaced when the session is used. */
  SealedTicket outdated() {
    return new SealedTicket(value, token, end, false);
  }

  /** Returns the key, never the token. */
  @Override
  public String toString() {
    return "SealedTicket " + key();
  }
}
