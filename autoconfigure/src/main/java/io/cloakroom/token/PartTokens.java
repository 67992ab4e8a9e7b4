package io.cloakroom.token;

import io.cloakroom.Session;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionChanges.PrincipalChange;
import io.cloakroom.SessionId;
import io.cloakroom.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tokens say that hold a part of a stored session. Such a token is believed for as long as
 * tokens last since the store was asked, but not past the session's idle timeout and maximum
 * lifetime; afterwards the store is asked again. So nothing but an answer of the store prolongs it.
 *
 * <p>All distances come from the store, and are counted by the clock of the node.
 */
final class PartTokens {

  private final CarriedAttributes carried;
  private final Duration lifetime;

  PartTokens(CarriedAttributes carried, Duration lifetime) {
    this.carried = carried;
    this.lifetime = lifetime;
  }

  /** Returns whether a change may be why a session fits no token any more. */
  boolean grows(SessionChanges changes) {
    return changes.principal() != null || carried.areAmong(changes.put().keySet());
  }

  /**
   * Returns the token of a session as the store has it.
   *
   * @param held token that the client has; null if it has none
   * @param used whether the store knows, or will, that it is being used
   * @param asked when the store said that it has it so
   */
  SessionToken stored(
      SessionId id,
      SessionRecord stored,
      @Nullable SealedTicket held,
      boolean used,
      Instant asked,
      Instant now) {
    Instant endsAt = stored.endsAt();
    Instant known = held == null ? asked.minus(stored.unused()) : held.token().accessedAt();
    return new SessionToken(
        id,
        stored.lineage(),
        stored.version(),
        asked.minus(Duration.between(stored.createdAt(), stored.readAt())),
        used ? now : known,
        stored.idle(),
        endsAt == null ? null : asked.plus(Duration.between(stored.readAt(), endsAt)),
        stored.principal(),
        0,
        now,
        now,
        asked.plus(believed(stored, used)),
        carried.of(stored.lineage(), stored.attributes()));
  }

  /**
   * Returns the token that follows another one, of which nothing is known but what it says.
   *
   * @param session as that one says, but perhaps with another key
   */
  static SessionToken following(
      SessionId id, SessionRecord session, SealedTicket held, boolean used, Instant now) {
    SessionToken token = held.token();
    return new SessionToken(
        id,
        token.lineage(),
        session.version(),
        token.createdAt(),
        used ? now : token.accessedAt(),
        session.idle(),
        token.endsAt(),
        token.principal(),
        0,
        now,
        now,
        held.end(),
        token.attributes());
  }

  /**
   * Returns a session as the store would have it after these changes, as far as it matters for the
   * size of its token.
   */
  static SessionRecord after(Session session, SessionChanges changes, Instant now) {
    SessionRecord base = session.base();
    PrincipalChange principal = changes.principal();
    String unchanged = base == null ? null : base.principal();
    Map<String, byte[]> attributes = new HashMap<>(base == null ? Map.of() : base.attributes());
    attributes.keySet().removeAll(changes.removed());
    attributes.putAll(changes.put());
    return new SessionRecord(
        session.key(),
        base == null ? session.toInsert(changes).lineage() : base.lineage(),
        base == null ? 1 : base.version() + 1,
        now,
        now,
        now,
        now,
        session.idle(),
        principal == null ? unchanged : principal.to(),
        attributes);
  }

  private Duration believed(SessionRecord stored, boolean used) {
    Duration believed = lifetime;
    Duration idle = stored.idle();
    if (!idle.isZero() && !idle.isNegative()) {
      believed = shorter(believed, used ? idle : idle.minus(stored.unused()));
    }
    Instant endsAt = stored.endsAt();
    if (endsAt != null) {
      believed = shorter(believed, Duration.between(stored.readAt(), endsAt));
    }
    return believed.isNegative() ? Duration.ZERO : believed;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
