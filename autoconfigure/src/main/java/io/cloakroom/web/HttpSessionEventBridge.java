package io.cloakroom.web;

import io.cloakroom.Session;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.event.SessionEventListener;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells the servlet listeners of sessions that expired, or that were ended from outside of them:
 * {@code sessionDestroyed} in reverse order of registration, then {@code valueUnbound} and {@code
 * attributeRemoved} for each attribute.
 *
 * <p>They get a session whose attributes can be read; what they change in it is kept nowhere. Of a
 * session whose attributes the store has already dropped, they are not told. Sessions that end in a
 * request are announced by {@link SessionFilter}.
 */
public final class HttpSessionEventBridge implements SessionEventListener {

  private final SessionNotifier notifier;
  private final ServletContext context;

  /** Makes a bridge. */
  public HttpSessionEventBridge(SessionListeners listeners, ServletContext context) {
    this.notifier = new SessionNotifier(listeners);
    this.context = context;
  }

  @Override
  public void onSessionEvent(SessionEvent event) {
    Session session = ended(event);
    if (session != null) {
      ExpiredHttpSession view = new ExpiredHttpSession(session, context);
      notifier.destroyed(view);
      for (String name : session.attributeNames()) {
        notifier.removed(view, name, notifier.leaving(session, name));
      }
    }
  }

  private static @Nullable Session ended(SessionEvent event) {
    if (event instanceof SessionEvent.Deleted deleted) {
      return deleted.session();
    }
    return event instanceof SessionEvent.Expired expired ? expired.session() : null;
  }
}
