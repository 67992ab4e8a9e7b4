package io.cloakroom.token;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeProblems;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.Session;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.TextCodec;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.lifecycle.SessionLimits;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.revocation.Revocations;
import io.cloakroom.seal.KeyRing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node without HTTP, whose clock is moved by hand. The attribute {@code user} is the principal.
 */
final class TokenNode implements SessionMeters, PrincipalResolver, AttributeProblems {

  static final Duration LIFETIME = Duration.ofMinutes(15);
  static final Duration MAX_LIFETIME = Duration.ofHours(12);

  final List<SessionEvent> events = new ArrayList<>();
  final List<String> refused = new ArrayList<>();
  final TokenSessionManager manager;
  private final MovableClock clock = new MovableClock();
  int dropped;

  /** What was revoked anywhere, known everywhere at once. */
  static final class Revoked implements Revocations {

    final Set<SessionKey> sessions = new HashSet<>();
    final Map<String, Long> principals = new HashMap<>();
    long now = 1;

    @Override
    public boolean isRevoked(Set<SessionKey> names, @Nullable String principal, long epoch) {
      return names.stream().anyMatch(sessions::contains)
          || (principal != null && principals.getOrDefault(principal, 0L) > epoch);
    }

    @Override
    public long epoch(@Nullable String principal) {
      return principal == null ? 0 : now;
    }

    @Override
    public void revoke(SessionKey session) {
      sessions.add(session);
    }

    @Override
    public void revokeAll(String principal, @Nullable SessionKey spared) {
      principals.put(principal, ++now);
    }
  }

  TokenNode(String... keys) {
    this("shop", Revocations.NONE, keys);
  }

  TokenNode(String audience, Revocations revocations, String... keys) {
    this(new TokenSettings(audience, LIFETIME, Duration.ofSeconds(30)), revocations, keys);
  }

  TokenNode(TokenSettings settings, Revocations revocations, String... keys) {
    manager =
        new TokenSessionManager(
            new TicketOffice(KeyRing.of(List.of(keys)), settings, clock),
            new SessionFactory(
                new TextCodec(),
                this,
                new SessionTimeouts(settings.lifetime(), MAX_LIFETIME),
                this,
                true),
            new SessionLimits(64, 64 * 1024, 64 * 1024),
            revocations,
            events::add,
            this);
  }

  static String key(String id) {
    return id + ":" + Base64.getEncoder().encodeToString(Forger.random(32));
  }

  /** Lets time pass on this node; a negative one turns its clock back. */
  void pass(Duration time) {
    clock.pass(time);
  }

  /** Returns the ticket of a new session. */
  String ticket(Map<String, ?> attributes) {
    Session session = manager.create();
    attributes.forEach(session::setAttribute);
    return save(session);
  }

  String save(Session session) {
    return Objects.requireNonNull(manager.save(session));
  }

  Session find(String ticket) {
    return Objects.requireNonNull(manager.find(ticket));
  }

  /** Does what a request does that reads its session, and returns what the client holds then. */
  String read(String ticket) {
    Session session = find(ticket);
    session.attributeNames().forEach(session::attribute);
    return save(session);
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
