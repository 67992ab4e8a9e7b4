package io.cloakroom.token;

import org.jspecify.annotations.Nullable;

/** A ticket is worth nothing. Clients can cause it at will, so it costs no stack trace. */
final class RefusedTicketException extends Exception {

  private final Fault fault;
  private final @Nullable String keyId;

  RefusedTicketException(Fault fault) {
    this(fault, null);
  }

  /**
   * Refuses a ticket.
   *
   * @param keyId id of the key that it names, if it has the form of one; null: not known
   */
  RefusedTicketException(Fault fault, @Nullable String keyId) {
    super(fault.reason(), null, false, false);
    this.fault = fault;
    this.keyId = keyId;
  }

  Fault fault() {
    return fault;
  }

  @Nullable String keyId() {
    return keyId;
  }
}
