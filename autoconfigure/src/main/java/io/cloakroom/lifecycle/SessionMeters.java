package io.cloakroom.lifecycle;

/** Counts what would otherwise go unnoticed. */
public interface SessionMeters {

  /** Counts nothing. */
  SessionMeters NONE = new SessionMeters() {};

  /** A request's changes were dropped, because its session had ended meanwhile. */
  default void changesDropped() {}

  /** An attribute could not be decoded. */
  default void attributeUnreadable() {}

  /** A use of a session was forgotten, because too many were waiting for the store. */
  default void touchDropped() {}

  /** A client was refused a new session, since it had created too many. */
  default void creationRefused() {}

  /** A session expired and was announced by this node. */
  default void sessionExpired() {}

  /**
   * A ticket was refused that holds its session itself.
   *
   * @param reason one of a few words
   */
  default void ticketRefused(String reason) {}
}
