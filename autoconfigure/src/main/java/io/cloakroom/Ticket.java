package io.cloakroom;

/**
 * What the client of a session holds, as its manager read or made it. Each manager has a kind of
 * its own, and may know more of it. Its text must show the key alone.
 */
public interface Ticket {

  /** Returns what travels in the cookie or header: for the client, and for nobody else. */
  String value();

  /** Returns the public name of the session that it asks for. */
  SessionKey key();
}
