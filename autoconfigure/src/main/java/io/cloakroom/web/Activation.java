package io.cloakroom.web;

import io.cloakroom.Session;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells attribute values when they leave this node's memory, and when they are back. */
final class Activation {

  private final Set<Object> active =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>(0)));
  private final SessionNotifier notifier;
  private final HttpSession view;

  Activation(SessionNotifier notifier, HttpSession view) {
    this.notifier = notifier;
    this.view = view;
  }

  /** A value was put by the application, so it is active without being told. */
  void put(Object value) {
    if (value instanceof HttpSessionActivationListener) {
      active.add(value);
    }
  }

  void handOut(@Nullable Object value) {
    if (value instanceof HttpSessionActivationListener listener && active.add(listener)) {
      notifier.tell(
          listener, new HttpSessionEvent(view), HttpSessionActivationListener::sessionDidActivate);
    }
  }

  /** Tells all active values that they are about to be stored, and returns those. */
  List<Object> passivate(Session session) {
    List<Object> passivated = new ArrayList<>();
    for (Object value : session.valuesInUse()) {
      if (value instanceof HttpSessionActivationListener listener && active.remove(value)) {
        notifier.tell(
            listener,
            new HttpSessionEvent(view),
            HttpSessionActivationListener::sessionWillPassivate);
        passivated.add(value);
      }
    }
    return passivated;
  }
}
