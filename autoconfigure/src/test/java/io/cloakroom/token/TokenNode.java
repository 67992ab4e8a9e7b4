package io.cloakroom.token;

import io.cloakroom.Session;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.TextCodec;
import io.cloakroom.lifecycle.SessionLimits;
import io.cloakroom.revocation.Revocations;
import io.cloakroom.seal.KeyRing;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node without a store. */
final class TokenNode extends NodeWithoutHttp {

  static final Duration MAX_LIFETIME = Duration.ofHours(12);

  final TokenSessionManager manager;

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
    public void refresh() {}

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
            new TicketOffice(KeyRing.of(List.of(keys)), settings, clock()),
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

  @Override
  TokenSessionManager manager() {
    return manager;
  }

  /** Returns the ticket of a new session. */
  String ticket(Map<String, ?> attributes) {
    Session session = manager.create();
    attributes.forEach(session::setAttribute);
    return save(session);
  }

  /** Does what a request does that reads its session, and returns what the client holds then. */
  String read(String ticket) {
    Session session = find(ticket);
    session.attributeNames().forEach(session::attribute);
    return save(session);
  }
}
