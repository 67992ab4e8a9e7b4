package io.cloakroom.web;

/** Says whether a client may create one more session. Safe for use by several threads. */
@FunctionalInterface
public interface CreationLimiter {

  /** Lets each client create as many as it likes. */
  CreationLimiter NONE = address -> {};

  /**
   * Takes note of a session that is about to be created.
   *
   * @param address of the client, as {@code ServletRequest.getRemoteAddr()} returns it; anything
   * @throws TooManyCreationsException if that address has created too many; this one then does not
   *     count
   */
  void admit(String address);
}
