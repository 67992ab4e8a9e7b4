package io.cloakroom.lifecycle;

import io.cloakroom.event.SessionEvent;
import io.cloakroom.event.SessionEventListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all listeners, whatever one of them does. */
public final class SessionEvents implements SessionEventListener {

  private static final Logger log = LoggerFactory.getLogger(SessionEvents.class);

  private final List<SessionEventListener> listeners;

  /** Makes a publisher for these listeners, in this order. */
  public SessionEvents(List<SessionEventListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void onSessionEvent(SessionEvent event) {
    for (SessionEventListener listener : listeners) {
      try {
        listener.onSessionEvent(event);
      } catch (RuntimeException e) {
        log.error("{} failed on {}", listener.getClass().getName(), event, e);
      }
    }
  }
}
