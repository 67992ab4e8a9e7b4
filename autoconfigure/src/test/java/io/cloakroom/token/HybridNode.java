package io.cloakroom.token;

import io.cloakroom.AttributeSeal;
import io.cloakroom.Session;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.TextCodec;
import io.cloakroom.lifecycle.SessionLimits;
import io.cloakroom.lifecycle.StoredSessionManager;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.CountingRepository;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.revocation.Revocations;
import io.cloakroom.revocation.RevokingSessionRepository;
import io.cloakroom.seal.KeyRing;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A node with a store, whose clock is not moved. */
final class HybridNode extends NodeWithoutHttp {

  final HybridSessionManager manager;
  final CountingRepository repository;
  private final TouchBuffer buffer;

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
                    clock()),
                List.of(carried),
                seal,
                SampleSessions.TOUCHES,
                revocations),
            this);
  }

  @Override
  HybridSessionManager manager() {
    return manager;
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
}
