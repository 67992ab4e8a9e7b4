package io.cloakroom.web;

import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;

/**
 * The application's session listeners, in the order of their registration. Listeners that only the
 * container knows cannot be found, so they are not in here.
 *
 * @param sessions told of the beginning of sessions, and of their end in reverse order
 * @param ids told of changed ids
 * @param attributes told of changed attributes; if there are any, each attribute that is replaced,
 *     removed or expires is decoded for them
 */
public record SessionListeners(
    List<HttpSessionListener> sessions,
    List<HttpSessionIdListener> ids,
    List<HttpSessionAttributeListener> attributes) {

  /** Copies the lists. */
  public SessionListeners {
    sessions = List.copyOf(sessions);
    ids = List.copyOf(ids);
    attributes = List.copyOf(attributes);
  }

  /**
   * Sorts listeners by what they listen to.
   *
   * @param listeners each of any number of the three types; others are ignored
   */
  public static SessionListeners of(Iterable<? extends EventListener> listeners) {
    List<HttpSessionListener> sessions = new ArrayList<>();
    List<HttpSessionIdListener> ids = new ArrayList<>();
    List<HttpSessionAttributeListener> attributes = new ArrayList<>();
    for (EventListener listener : listeners) {
      if (listener instanceof HttpSessionListener session) {
        sessions.add(session);
      }
      if (listener instanceof HttpSessionIdListener id) {
        ids.add(id);
      }
      if (listener instanceof HttpSessionAttributeListener attribute) {
        attributes.add(attribute);
      }
    }
    return new SessionListeners(sessions, ids, attributes);
  }
}
