package io.cloakroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cloakroom.NewSession;
import io.cloakroom.SessionId;
import io.cloakroom.web.SessionServer.Reply;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the servlet specification asks of a session. */
class StoredHttpSessionTests {

  private final SessionServer server = new SessionServer();
  private String lastTicket = "";

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void timesAreThoseOfTheUseBefore() {
    SessionId id = SessionId.random();
    server.store.insert(
        new NewSession(
            id.key(),
            "lineage",
            Duration.ofHours(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            null,
            null,
            Map.of()));
    long now = System.currentTimeMillis();
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          assertThat(now - session.getCreationTime()).isCloseTo(7_200_000L, within(10_000L));
          assertThat(now - session.getLastAccessedTime()).isCloseTo(600_000L, within(10_000L));
          assertThat(session.getServletContext()).isSameAs(request.getServletContext());
        });

    assertThat(server.get("/", id.value()).status()).isEqualTo(200);
  }

  @Test
  void timeoutIsInSeconds() {
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          assertThat(session.getMaxInactiveInterval()).isEqualTo(1800);
          for (int seconds : new int[] {60, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            session.setMaxInactiveInterval(seconds);
            assertThat(session.getMaxInactiveInterval()).isEqualTo(seconds);
          }
          session.setMaxInactiveInterval(-1);
        });

    Reply reply = server.get("/");

    assertThat(Objects.requireNonNull(server.load(reply.requiredTicket())).idle()).isNegative();
  }

  @Test
  void oddTimeoutsAreRoundedUpAndDoNotOverflow() {
    assertThat(secondsOf(Duration.ofMillis(1))).isEqualTo(1);
    assertThat(secondsOf(Duration.ofMillis(1500))).isEqualTo(2);
    assertThat(secondsOf(Duration.ofDays(100_000))).isEqualTo(Integer.MAX_VALUE);
    assertThat(secondsOf(Duration.ZERO)).isZero();
  }

  private int secondsOf(Duration idle) {
    SessionId id = SessionId.random();
    server.store.insert(
        new NewSession(
            id.key(), "lineage", Duration.ZERO, Duration.ZERO, idle, null, null, Map.of()));
    server.on(
        "/idle",
        (request, response) ->
            response.getWriter().print(request.getSession().getMaxInactiveInterval()));
    return Integer.parseInt(server.get("/idle", id.value()).body());
  }

  @Test
  void attributesArePutReplacedAndRemoved() {
    String ticket = server.stored(Map.of("a", "1", "b", "2", "c", "3"));
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          session.setAttribute("a", "new");
          session.setAttribute("b", null);
          session.removeAttribute("c");
          session.removeAttribute("none");
          session.setAttribute("d", "4");
          assertThat(Collections.list(session.getAttributeNames()))
              .containsExactlyInAnyOrder("a", "d");
          assertThat(session.getAttribute("b")).isNull();
        });

    server.get("/", ticket);

    var session = Objects.requireNonNull(server.load(ticket));
    assertThat(session.attributeNames()).containsExactlyInAnyOrder("a", "d");
    assertThat(session.attribute("a")).isEqualTo("new");
  }

  @Test
  void changesInPlaceAreSaved() {
    String ticket = server.stored(Map.of("cart", new ArrayList<>(List.of("book"))));
    server.on(
        "/",
        (request, response) -> {
          @SuppressWarnings("unchecked")
          List<String> cart = (List<String>) request.getSession().getAttribute("cart");
          cart.add("pen");
        });

    server.get("/", ticket);

    assertThat(Objects.requireNonNull(server.load(ticket)).attribute("cart"))
        .isEqualTo(List.of("book", "pen"));
  }

  @Test
  void unreadableAttributeIsNamedButAbsent() {
    SessionId id = SessionId.random();
    server.store.insert(
        new NewSession(
            id.key(),
            "lineage",
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(30),
            null,
            null,
            Map.of("broken", new byte[] {1, 2, 3})));
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          assertThat(Collections.list(session.getAttributeNames())).containsExactly("broken");
          assertThat(session.getAttribute("broken")).isNull();
          assertThat(session.getAttribute("broken")).isNull();
        });

    assertThat(server.get("/", id.value()).status()).isEqualTo(200);
    assertThat(server.unreadable).containsExactly("broken");
    assertThat(Objects.requireNonNull(server.load(id.value())).attributeNames())
        .containsExactly("broken");
  }

  @Test
  void nullNamesAreTreatedAsInTomcat() {
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          assertThat(session.getAttribute(null)).isNull();
          session.removeAttribute(null);
          assertThatIllegalArgumentException().isThrownBy(() -> session.setAttribute(null, "1"));
        });

    assertThat(server.get("/").status()).isEqualTo(200);
  }

  @Test
  void invalidatedSessionRefusesWhatTheSpecificationSays() {
    String ticket = server.stored(Map.of("a", "1"));
    server.on(
        "/",
        (request, response) -> {
          HttpSession session = request.getSession();
          session.invalidate();
          assertThatIllegalStateException().isThrownBy(session::getCreationTime);
          assertThatIllegalStateException().isThrownBy(session::getLastAccessedTime);
          assertThatIllegalStateException().isThrownBy(() -> session.getAttribute("a"));
          assertThatIllegalStateException().isThrownBy(session::getAttributeNames);
          assertThatIllegalStateException().isThrownBy(() -> session.setAttribute("a", "2"));
          assertThatIllegalStateException().isThrownBy(() -> session.setAttribute("a", null));
          assertThatIllegalStateException().isThrownBy(() -> session.removeAttribute("a"));
          assertThatIllegalStateException().isThrownBy(session::invalidate);
          assertThatIllegalStateException().isThrownBy(session::isNew);
          assertThatIllegalStateException().isThrownBy(session::getAccessor);
          assertThat(session.getId()).isEqualTo(SessionServer.keyOf(ticket));
          assertThat(session.getServletContext()).isNotNull();
          session.setMaxInactiveInterval(5);
          assertThat(session.getMaxInactiveInterval()).isEqualTo(5);
        });

    assertThat(server.get("/", ticket).status()).isEqualTo(200);
  }

  @Test
  void accessorLoadsHandsOverAndSavesOutsideARequest() {
    HttpSession.Accessor accessor = accessorOf(server.stored(Map.of("a", "1")));
    String ticket = lastTicket;

    accessor.access(
        session -> {
          assertThat(session.getId()).isEqualTo(SessionServer.keyOf(ticket));
          assertThat(session.isNew()).isFalse();
          assertThat(session.getAttribute("a")).isEqualTo("1");
          session.setAttribute("a", "2");
        });

    assertThat(server.store.calls()).containsExactly("find", "update");
    assertThat(Objects.requireNonNull(server.load(ticket)).attribute("a")).isEqualTo("2");
  }

  @Test
  void accessorSavesWhatWasDoneBeforeAFailure() {
    HttpSession.Accessor accessor = accessorOf(server.stored(Map.of()));

    assertThatThrownBy(
            () ->
                accessor.access(
                    session -> {
                      session.setAttribute("a", "1");
                      throw new IllegalArgumentException("on purpose");
                    }))
        .hasMessage("on purpose");

    assertThat(Objects.requireNonNull(server.load(lastTicket)).attribute("a")).isEqualTo("1");
  }

  @Test
  void accessorMayInvalidate() {
    HttpSession.Accessor accessor = accessorOf(server.stored(Map.of()));

    accessor.access(HttpSession::invalidate);

    assertThat(server.load(lastTicket)).isNull();
    assertThatIllegalStateException().isThrownBy(() -> accessor.access(session -> {}));
  }

  @Test
  void accessorOfRotatedOrEndedSessionIsRefused() {
    server.on("/rotate", (request, response) -> request.changeSessionId());
    HttpSession.Accessor rotated = accessorOf(server.stored(Map.of()));
    server.get("/rotate", lastTicket);
    HttpSession.Accessor ended = accessorOf(server.stored(Map.of()));
    server.end(lastTicket);

    assertThatIllegalStateException().isThrownBy(() -> rotated.access(session -> {}));
    assertThatIllegalStateException().isThrownBy(() -> ended.access(session -> {}));
  }

  @Test
  void accessorOfNewSessionWorksInItsRequestAndAfter() {
    AtomicReference<HttpSession.@Nullable Accessor> kept = new AtomicReference<>();
    server.on(
        "/",
        (request, response) -> {
          HttpSession.Accessor accessor = request.getSession().getAccessor();
          kept.set(accessor);
          accessor.access(session -> session.setAttribute("a", "1"));
        });
    String ticket = server.get("/").requiredTicket();

    Objects.requireNonNull(kept.get())
        .access(session -> session.setAttribute("b", session.getAttribute("a")));

    assertThat(Objects.requireNonNull(server.load(ticket)).attribute("b")).isEqualTo("1");
  }

  private HttpSession.Accessor accessorOf(String ticket) {
    AtomicReference<HttpSession.@Nullable Accessor> accessor = new AtomicReference<>();
    server.on("/accessor", (request, response) -> accessor.set(request.getSession().getAccessor()));
    server.get("/accessor", ticket);
    server.store.calls();
    lastTicket = ticket;
    return Objects.requireNonNull(accessor.get());
  }
}
