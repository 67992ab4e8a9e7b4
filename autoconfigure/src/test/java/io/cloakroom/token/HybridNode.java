package io.cloakroom.token;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeProblems;
import io.cloakroom.AttributeSeal;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.Session;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.TextCodec;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.lifecycle.SessionLimits;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.lifecycle.StoredSessionManager;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.CountingRepository;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.revocation.Revocations;
import io.cloakroom.revocation.RevokingSessionRepository;
import io.cloakroom.seal.KeyRing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node without HTTP, whose clock is moved by hand; that of the store is another one. The
 * attribute {@code user} is the principal.
 */
final class HybridNode implements SessionMeters, PrincipalResolver, AttributeProblems {

  static final Duration LIFETIME = Duration.ofMinutes(15);

  final List<SessionEvent> events = new ArrayList<>();
  final List<String> refused = new ArrayList<>();
  final HybridSessionManager manager;
  final CountingRepository repository;
  private final TouchBuffer buffer;
  private final MovableClock clock = new MovableClock();
  int dropped;

  HybridNode(SessionRepository store, Revocations revocations, String key, String... carried) {
    this(store, revocations, AttributeSeal.NONE, key, carried);
  }

  HybridNode(
      SessionRepository store,
      Revocations revocations,
      AttributeSeal seal,
      String key,
      String... carried) {
    repository = new CountingRepository(store);
    SessionRepository revoking = new RevokingSessionRepository(repository, revocations);
    buffer = new TouchBuffer(revoking, Duration.ofHours(1), 100, this);
    SessionFactory sessions =
        new SessionFactory(
            new TextCodec(),
            seal,
            this,
            new SessionTimeouts(SampleSessions.IDLE, null),
            this,
            true);
    manager =
        new HybridSessionManager(
            new StoredSessionManager(
                revoking,
                sessions,
                new SessionLimits(64, 64 * 1024, 64 * 1024),
                SampleSessions.TOUCHES,
                buffer,
                events::add,
                this),
            revoking,
            sessions,
            new HybridSessionManager.Settings(
                new TicketOffice(
                    TokenKind.PART,
                    KeyRing.of(List.of(key)),
                    new TokenSettings("shop", LIFETIME, Duration.ofSeconds(30)),
                    clock),
                List.of(carried),
                seal,
                SampleSessions.TOUCHES,
                revocations),
            this);
  }

  /** Lets time pass on this node. */
  void pass(Duration time) {
    clock.pass(time);
  }

  /** Tells the store what waits. */
  void flush() {
    buffer.close();
  }

  /** Returns the ticket of a new session, and forgets how that was stored. */
  String ticket(Map<String, ?> attributes) {
    Session session = manager.create();
    attributes.forEach(session::setAttribute);
    String ticket = save(session);
    repository.reset();
    return ticket;
  }

  String save(Session session) {
    return Objects.requireNonNull(manager.save(session));
  }

  Session find(String ticket) {
    return Objects.requireNonNull(manager.find(ticket));
  }

  /**
   * Does what a request does that changes one attribute, and returns what the client holds then.
   */
  String write(String ticket, String name, String value) {
    Session session = find(ticket);
    session.setAttribute(name, value);
    return save(session);
  }

  List<String> calls() {
    List<String> calls = repository.calls();
    repository.reset();
    return calls;
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
