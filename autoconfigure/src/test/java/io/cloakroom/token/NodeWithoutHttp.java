package io.cloakroom.token;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeProblems;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.Session;
import io.cloakroom.SessionKey;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.SessionMeters;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node without HTTP, whose clock is moved by hand, and which remembers what it was told. The
 * attribute {@code user} is the principal.
 */
abstract class NodeWithoutHttp implements SessionMeters, PrincipalResolver, AttributeProblems {

  static final Duration LIFETIME = Duration.ofMinutes(15);

  final List<SessionEvent> events = new ArrayList<>();
  final List<String> refused = new ArrayList<>();
  int dropped;
  private final MovableClock clock = new MovableClock();

  abstract SessionManager manager();

  Clock clock() {
    return clock;
  }

  /** Lets time pass on this node; a negative one turns its clock back. */
  void pass(Duration time) {
    clock.pass(time);
  }

  String save(Session session) {
    return Objects.requireNonNull(manager().save(session));
  }

  Session find(String ticket) {
    return Objects.requireNonNull(manager().find(ticket));
  }

  @Override
  public void ticketRefused(String reason) {
    refused.add(reason);
  }

  @Override
  public void changesDropped() {
    dropped++;
  }

  @Override
  public String attribute() {
    return "user";
  }

  @Override
  public @Nullable String resolve(@Nullable Object value) {
    return value instanceof String name ? name : null;
  }

  @Override
  public void unreadable(SessionKey session, String attribute, AttributeDecodingException e) {
    throw new AssertionError(e);
  }

  @Override
  public void notSaved(SessionKey session, String attribute, RuntimeException reason) {
    throw new AssertionError(reason);
  }
}
