package io.cloakroom.web;

import io.cloakroom.Session;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The session of a request, or of an access from outside one. */
final class StoredHttpSession extends ReadableHttpSession {

  /** Spring MVC looks for it in each request that it serves, static resources included. */
  private static final String FLASH_ATTRIBUTES =
      "org.springframework.web.servlet.support.SessionFlashMapManager.FLASH_MAPS";

  private enum State {
    VALID,
    ENDING,
    INVALID
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.VALID);
  private final FailFastSessionManager manager;
  private final SessionNotifier notifier;
  private final Activation activation;
  private final boolean created;
  private volatile @Nullable String ticket;
  private volatile boolean used;

  /**
   * Makes a session.
   *
   * @param ticket that the session was found by; null if it was created in this request
   */
  StoredHttpSession(
      Session session,
      @Nullable String ticket,
      FailFastSessionManager manager,
      SessionNotifier notifier,
      ServletContext context) {
    super(session, context);
    this.manager = manager;
    this.notifier = notifier;
    this.activation = new Activation(notifier, this);
    this.created = ticket == null;
    this.used = created;
    this.ticket = ticket;
  }

  boolean isValid() {
    return state.get() != State.INVALID;
  }

  /**
   * Returns whether anybody has learned what is in the session, or changed it. That there were no
   * flash attributes tells nothing, nor does the session's key.
   */
  boolean isUsed() {
    return used;
  }

  @Override
  void requireValid() {
    used = true;
    if (!isValid()) {
      throw new IllegalStateException("Session " + getId() + " was invalidated");
    }
  }

  @Override
  public void setMaxInactiveInterval(int interval) {
    session.setIdle(Duration.ofSeconds(interval));
  }

  @Override
  public @Nullable Object getAttribute(@Nullable String name) {
    if (isValid() && FLASH_ATTRIBUTES.equals(name) && session.attribute(FLASH_ATTRIBUTES) == null) {
      return null;
    }
    Object value = super.getAttribute(name);
    activation.handOut(value);
    return value;
  }

  @Override
  public void setAttribute(@Nullable String name, @Nullable Object value) {
    if (name == null) {
      throw new IllegalArgumentException("The name of a session attribute must not be null");
    }
    if (value == null) {
      removeAttribute(name);
      return;
    }
    requireValid();
    Object before = notifier.leaving(session, name);
    activation.put(value);
    session.setAttribute(name, value);
    notifier.put(this, name, value, before);
  }

  @Override
  public void removeAttribute(@Nullable String name) {
    requireValid();
    if (name != null) {
      Object before = notifier.leaving(session, name);
      session.removeAttribute(name);
      notifier.removed(this, name, before);
    }
  }

  @Override
  public void invalidate() {
    if (!state.compareAndSet(State.VALID, State.ENDING)) {
      requireValid();
      return; // A listener that is being told of the end.
    }
    used = true;
    notifier.destroyed(this);
    state.set(State.INVALID);
    for (String name : session.attributeNames()) {
      notifier.removed(this, name, notifier.leaving(session, name));
    }
    manager.end(session);
  }

  /** Returns whether the session was created in this request. */
  @Override
  public boolean isNew() {
    requireValid();
    return created;
  }

  @Override
  public Accessor getAccessor() {
    requireValid();
    String id = getId();
    return consumer -> {
      requireValid();
      String found = ticket;
      if (!getId().equals(id)) {
        throw new IllegalStateException("Session " + id + " has another id now: " + getId());
      }
      if (found == null) {
        consumer.accept(this); // Still in the request that gave it its id, and will save it.
        return;
      }
      StoredHttpSession current = findAgain(found, id);
      try {
        consumer.accept(current);
      } finally {
        current.saveUnlessInvalid();
      }
    };
  }

  void changeId(boolean hostBound) {
    used = true;
    String former = getId();
    manager.changeId(session, hostBound);
    ticket = null; // The new one is known when it is saved.
    notifier.idChanged(this, former);
  }

  /**
   * Saves what changed.
   *
   * @param last whether the request is over, as far as anybody can know
   * @return the ticket that the client must hold; null if the session has ended
   */
  @Nullable String save(boolean last) {
    List<Object> passivated = activation.passivate(session);
    try {
      String now = manager.save(session);
      if (now != null) {
        ticket = now;
      }
      return now;
    } finally {
      if (!last) {
        passivated.forEach(activation::handOut);
      }
    }
  }

  private StoredHttpSession findAgain(String found, String id) {
    FailFastSessionManager another = manager.forAnotherRequest();
    Session stored = another.find(found);
    if (stored == null) {
      throw new IllegalStateException("Session " + id + " has ended, or has another id now");
    }
    return new StoredHttpSession(stored, found, another, notifier, getServletContext());
  }

  private void saveUnlessInvalid() {
    if (isValid()) {
      save(true);
    }
  }
}
