package io.cloakroom.token;

import io.cloakroom.SessionId;
import io.cloakroom.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a token says: a session, by the clocks of the nodes that wrote it, and for how long that
 * counts.
 *
 * @param id secret that names the session for as long as it is not changed; {@code jti}
 * @param lineage random, fixed for the session's whole life
 * @param version grows by one with each change
 * @param createdAt when the session began
 * @param accessedAt last use that was noted
 * @param idle idle timeout; of a whole session, as far as it is shorter than the lifetime of
 *     tokens, and positive
 * @param endsAt end of its maximum lifetime; null if it has none
 * @param principal whom it belongs to; null if it is anonymous; {@code sub}
 * @param epoch by which all tokens of the principal can be revoked
 * @param issuedAt when the token was made; {@code iat}
 * @param notBefore when it begins to count; {@code nbf}
 * @param expiresAt when it counts no more; {@code exp}
 * @param attributes encoded values by name
 */
record SessionToken(
    SessionId id,
    String lineage,
    long version,
    Instant createdAt,
    Instant accessedAt,
    Duration idle,
    @Nullable Instant endsAt,
    @Nullable String principal,
    long epoch,
    Instant issuedAt,
    Instant notBefore,
    Instant expiresAt,
    Map<String, byte[]> attributes) {

  /** Returns the session as a store would, that was asked now. */
  SessionRecord session(Instant now) {
    return session(now, attributes);
  }

  /** Returns the session as a store would that had these attributes, and was asked now. */
  SessionRecord session(Instant now, Map<String, byte[]> having) {
    return new SessionRecord(
        id.key(), lineage, version, createdAt, accessedAt, endsAt, now, idle, principal, having);
  }

  /** Returns whether another one is of the same id, user and attributes. */
  boolean saysTheSameAs(SessionToken other) {
    return id.equals(other.id)
        && idle.equals(other.idle)
        && Objects.equals(principal, other.principal)
        && attributes.keySet().equals(other.attributes.keySet())
        && attributes.entrySet().stream()
            .allMatch(each -> Arrays.equals(each.getValue(), other.attributes.get(each.getKey())));
  }

  /** Returns the key, never the id. */
  @Override
  public String toString() {
    return "SessionToken " + id;
  }
}
