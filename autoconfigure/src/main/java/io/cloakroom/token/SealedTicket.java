package io.cloakroom.token;

import io.cloakroom.SessionKey;
import io.cloakroom.Ticket;
import java.time.Instant;
import java.util.Set;

/**
 * A token as its client holds it, and what it says.
 *
 * @param value what travels
 * @param token what was sealed in it
 * @param end when it counts no more on this node
 * @param keyId id of the key that it was sealed with
 * @param current whether it was sealed with the key that seals now, and nothing else calls for
 *     another one
 * @param names each of which revokes it: its own key, and that of all tokens of the session. A
 *     request that changes the id while another one ends the session must not get it away
 */
record SealedTicket(
    String value,
    SessionToken token,
    Instant end,
    String keyId,
    boolean current,
    Set<SessionKey> names)
    implements Ticket {

  SealedTicket(String value, SessionToken token, Instant end, String keyId, boolean current) {
    this(
        value,
        token,
        end,
        keyId,
        current,
        Set.of(token.id().key(), SessionKey.ofLineage(token.lineage())));
  }

  @Override
  public SessionKey key() {
    return token.id().key();
  }

  /** Returns the same, to be replaced when the session is used. */
  SealedTicket outdated() {
    return new SealedTicket(value, token, end, keyId, false, names);
  }

  /** Returns the key, never the token. */
  @Override
  public String toString() {
    return "SealedTicket " + key();
  }
}
