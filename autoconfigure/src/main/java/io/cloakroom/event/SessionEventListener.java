package io.cloakroom.event;

/** Is told of what becomes of sessions. */
@FunctionalInterface
public interface SessionEventListener {

  /**
   * Takes note of an event, on the thread that caused it.
   *
   * @throws RuntimeException is logged; nobody else is kept from hearing of the event
   */
  void onSessionEvent(SessionEvent event);
}
