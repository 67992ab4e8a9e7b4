package io.cloakroom.web;

import io.cloakroom.Session;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners. One that throws is logged, and keeps nothing else from happening. */
final class SessionNotifier {

  private static final Logger log = LoggerFactory.getLogger(SessionNotifier.class);

  private final SessionListeners listeners;

  SessionNotifier(SessionListeners listeners) {
    this.listeners = listeners;
  }

  void created(HttpSession session) {
    HttpSessionEvent event = new HttpSessionEvent(session);
    listeners
        .sessions()
        .forEach(listener -> tell(listener, event, HttpSessionListener::sessionCreated));
  }

  /** Tells of the end, while the attributes can still be read. */
  void destroyed(HttpSession session) {
    HttpSessionEvent event = new HttpSessionEvent(session);
    for (int i = listeners.sessions().size() - 1; i >= 0; i--) {
      tell(listeners.sessions().get(i), event, HttpSessionListener::sessionDestroyed);
    }
  }

  void idChanged(HttpSession session, String formerId) {
    HttpSessionEvent event = new HttpSessionEvent(session);
    for (HttpSessionIdListener listener : listeners.ids()) {
      tell(listener, event, (to, what) -> to.sessionIdChanged(what, formerId));
    }
  }

  /**
   * Returns an attribute's value if somebody must be told that it goes; it is not decoded in vain.
   */
  @Nullable Object leaving(Session session, String name) {
    return !listeners.attributes().isEmpty()
            || session.holds(name, HttpSessionBindingListener.class)
        ? session.attribute(name)
        : null;
  }

  void put(HttpSession session, String name, Object value, @Nullable Object before) {
    if (value != before) {
      bound(session, name, value);
      unbound(session, name, before);
    }
    HttpSessionBindingEvent event =
        new HttpSessionBindingEvent(session, name, before == null ? value : before);
    for (HttpSessionAttributeListener listener : listeners.attributes()) {
      tell(
          listener,
          event,
          before == null
              ? HttpSessionAttributeListener::attributeAdded
              : HttpSessionAttributeListener::attributeReplaced);
    }
  }

  void removed(HttpSession session, String name, @Nullable Object before) {
    if (before == null) {
      return;
    }
    unbound(session, name, before);
    HttpSessionBindingEvent event = new HttpSessionBindingEvent(session, name, before);
    for (HttpSessionAttributeListener listener : listeners.attributes()) {
      tell(listener, event, HttpSessionAttributeListener::attributeRemoved);
    }
  }

  <L, E> void tell(L listener, E event, BiConsumer<L, E> call) {
    try {
      call.accept(listener, event);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      log.error("Session listener {} failed", listener.getClass().getName(), e);
    }
  }

  private void bound(HttpSession session, String name, Object value) {
    if (value instanceof HttpSessionBindingListener listener) {
      tell(
          listener,
          new HttpSessionBindingEvent(session, name, value),
          HttpSessionBindingListener::valueBound);
    }
  }

  private void unbound(HttpSession session, String name, @Nullable Object value) {
    if (value instanceof HttpSessionBindingListener listener) {
      tell(
          listener,
          new HttpSessionBindingEvent(session, name, value),
          HttpSessionBindingListener::valueUnbound);
    }
  }
}
