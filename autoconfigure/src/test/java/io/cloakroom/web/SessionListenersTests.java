package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.Session;
import io.cloakroom.SessionKey;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.web.SessionServer.Reply;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockServletContext;

/** Who is told of what, and in which order. */
class SessionListenersTests {

  // Static, since values that a store returns are other objects.
  private static final List<String> TOLD = new CopyOnWriteArrayList<>();

  private final List<Recorder> listeners = List.of(new Recorder("1"), new Recorder("2"));
  private final SessionServer server =
      new SessionServer(
          new CookieSessionIdResolver(SessionCookie.named(SessionServer.COOKIE)), listeners);
  private final SessionServer quiet = new SessionServer();

  @BeforeEach
  void forget() {
    TOLD.clear();
  }

  @AfterEach
  void stop() {
    server.close();
    quiet.close();
  }

  @Test
  void creationAndChangesAreAnnounced() {
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          session.setAttribute("a", "1");
          session.setAttribute("a", "2");
          session.setAttribute("a", null);
          session.removeAttribute("a");
        });

    server.get("/");

    assertThat(TOLD)
        .containsExactly(
            "1 created",
            "2 created",
            "1 added a=1",
            "2 added a=1",
            "1 replaced a=1",
            "2 replaced a=1",
            "1 removed a=2",
            "2 removed a=2");
  }

  @Test
  void changedIdIsAnnouncedWithTheFormerKey() {
    String ticket = server.stored(Map.of());
    server.on("/", (request, response) -> request.changeSessionId());

    Reply reply = server.get("/", ticket);

    String change =
        SessionServer.keyOf(ticket) + " to " + SessionServer.keyOf(reply.requiredTicket());
    assertThat(TOLD).containsExactly("1 " + change, "2 " + change);
  }

  @Test
  void endIsAnnouncedInReverseWhileAttributesCanBeRead() {
    String ticket = server.stored(Map.of("a", new Bound("x")));
    server.on("/", (request, response) -> request.getSession().invalidate());

    server.get("/", ticket);

    assertThat(TOLD)
        .containsExactly(
            "2 destroyed a=x", "1 destroyed a=x", "x unbound a", "1 removed a=x", "2 removed a=x");
    assertThat(server.load(ticket)).isNull();
  }

  @Test
  void listenerThatThrowsKeepsNothingFromHappening() {
    String ticket = server.stored(Map.of("a", new Bound("throw")));
    listeners.get(1).failing = true;
    server.on("/", (request, response) -> request.getSession().invalidate());

    Reply reply = server.get("/", ticket);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(TOLD)
        .containsExactly(
            "2 destroyed a=throw",
            "1 destroyed a=throw",
            "throw unbound a",
            "1 removed a=throw",
            "2 removed a=throw");
    assertThat(server.load(ticket)).isNull();
  }

  @Test
  void listenerMayInvalidateTheEndingSession() {
    SessionServer recursive =
        new SessionServer(
            new CookieSessionIdResolver(SessionCookie.named(SessionServer.COOKIE)),
            List.of(new Invalidator()));
    try (recursive) {
      String ticket = recursive.stored(Map.of());
      recursive.on("/", (request, response) -> request.getSession().invalidate());

      assertThat(recursive.get("/", ticket).status()).isEqualTo(200);
      assertThat(recursive.load(ticket)).isNull();
    }
  }

  @Test
  void bindingListenersAreToldOfBindingReplacementAndRemoval() {
    String ticket = quiet.stored(Map.of("a", new Bound("stored")));
    quiet.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          session.setAttribute("a", new Bound("new"));
          session.setAttribute("a", "text");
          session.setAttribute("b", new Bound("other"));
          session.removeAttribute("b");
          session.removeAttribute("b");
        });

    quiet.get("/", ticket);

    assertThat(TOLD)
        .containsExactly(
            "new bound a", "stored unbound a", "new unbound a", "other bound b", "other unbound b");
  }

  @Test
  void bindingListenerThatIsBoundTwiceIsToldOnce() {
    quiet.on(
        "/",
        (request, response) -> {
          Bound same = new Bound("same");
          request.getSession().setAttribute("a", same);
          request.getSession().setAttribute("a", same);
        });

    quiet.get("/");

    assertThat(TOLD).containsExactly("same bound a");
  }

  @Test
  void storedBindingListenerThatIsSetAgainIsNotTold() {
    String ticket = quiet.stored(Map.of("a", new Bound("same")));
    quiet.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          session.setAttribute("a", session.getAttribute("a"));
        });

    quiet.get("/", ticket);

    assertThat(TOLD).isEmpty();
  }

  @Test
  void bindingListenerThatThrowsIsBoundAllTheSame() {
    quiet.on(
        "/", (request, response) -> request.getSession().setAttribute("a", new Bound("throw")));

    Reply reply = quiet.get("/");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(Objects.requireNonNull(quiet.load(reply.requiredTicket())).attribute("a"))
        .isEqualTo(new Bound("throw"));
  }

  @Test
  void replacedValueIsNotDecodedInVain() {
    String ticket = quiet.stored(Map.of("a", new Decoded()));
    quiet.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", "2");
          request.getSession().invalidate();
        });

    quiet.get("/", ticket);

    assertThat(TOLD).isEmpty();
  }

  @Test
  void activationListenersAreToldOncePerUse() {
    String ticket = quiet.stored(Map.of("a", new Active("x"), "b", new Active("unused")));
    quiet.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          session.getAttribute("a");
          session.getAttribute("a");
        });

    quiet.get("/", ticket);

    assertThat(TOLD).containsExactly("x activated", "x passivated");
  }

  @Test
  void activeValueIsActiveAgainAfterAnEarlyCommit() {
    quiet.on(
        "/",
        (request, response) -> {
          request.getSession().setAttribute("a", new Active("x"));
          response.flushBuffer();
          TOLD.add("committed");
        });

    quiet.get("/");

    assertThat(TOLD).containsExactly("x passivated", "x activated", "committed", "x passivated");
  }

  @Test
  void expiredSessionIsAnnouncedWithItsAttributes() {
    Session session =
        Objects.requireNonNull(server.load(server.stored(Map.of("a", new Bound("x")))));
    HttpSessionEventBridge bridge =
        new HttpSessionEventBridge(SessionListeners.of(listeners), new MockServletContext());

    bridge.onSessionEvent(new SessionEvent.Expired(session.key(), session));

    assertThat(TOLD)
        .containsExactly(
            "2 destroyed a=x", "1 destroyed a=x", "x unbound a", "1 removed a=x", "2 removed a=x");
  }

  @Test
  void expiredSessionCanBeReadButNotChanged() {
    Session session = Objects.requireNonNull(quiet.load(quiet.stored(Map.of("a", "1"))));
    ExpiredHttpSession expired = new ExpiredHttpSession(session, new MockServletContext());

    expired.setAttribute("a", "2");
    expired.removeAttribute("a");
    expired.setMaxInactiveInterval(1);
    expired.invalidate();

    assertThat(expired.getId()).isEqualTo(session.key().value());
    assertThat(expired.getAttribute("a")).isEqualTo("1");
    assertThat(Collections.list(expired.getAttributeNames())).containsExactly("a");
    assertThat(expired.getMaxInactiveInterval()).isEqualTo(1800);
    assertThat(expired.isNew()).isFalse();
    assertThat(session.isEnded()).isFalse();
  }

  @Test
  void otherEventsAndLostAttributesAreNotBridged() {
    HttpSessionEventBridge bridge =
        new HttpSessionEventBridge(SessionListeners.of(listeners), new MockServletContext());
    SessionKey key = quiet.manager.create().key();

    bridge.onSessionEvent(new SessionEvent.Expired(key, null));
    bridge.onSessionEvent(new SessionEvent.Created(key));
    bridge.onSessionEvent(new SessionEvent.Deleted(key));

    assertThat(TOLD).isEmpty();
  }

  private static final class Recorder
      implements HttpSessionListener, HttpSessionIdListener, HttpSessionAttributeListener {

    private final String name;
    private volatile boolean failing;

    Recorder(String name) {
      this.name = name;
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
      tell("created");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
      tell("destroyed a=" + event.getSession().getAttribute("a"));
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String formerId) {
      tell(formerId + " to " + event.getSession().getId());
    }

    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
      tell("added " + event.getName() + "=" + event.getValue());
    }

    @Override
    public void attributeReplaced(HttpSessionBindingEvent event) {
      tell("replaced " + event.getName() + "=" + event.getValue());
    }

    @Override
    public void attributeRemoved(HttpSessionBindingEvent event) {
      tell("removed " + event.getName() + "=" + event.getValue());
    }

    private void tell(String what) {
      TOLD.add(name + " " + what);
      if (failing) {
        throw new IllegalArgumentException("on purpose");
      }
    }
  }

  private static final class Invalidator implements HttpSessionListener {

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
      event.getSession().invalidate();
    }
  }

  private record Bound(String name) implements HttpSessionBindingListener, Serializable {

    @Override
    public void valueBound(HttpSessionBindingEvent event) {
      tell("bound " + event.getName());
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
      tell("unbound " + event.getName());
    }

    private void tell(String what) {
      TOLD.add(name + " " + what);
      if (name.equals("throw")) {
        throw new IllegalArgumentException("on purpose");
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private record Active(String name) implements HttpSessionActivationListener, Serializable {

    @Override
    public void sessionWillPassivate(HttpSessionEvent event) {
      TOLD.add(name + " passivated");
    }

    @Override
    public void sessionDidActivate(HttpSessionEvent event) {
      TOLD.add(name + " activated");
    }
  }

  private static final class Decoded implements Serializable {

    private Object readResolve() {
      TOLD.add("decoded");
      return this;
    }
  }
}
