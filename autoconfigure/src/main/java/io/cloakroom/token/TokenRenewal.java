package io.cloakroom.token;

import io.cloakroom.NewSession;
import io.cloakroom.Session;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionChanges.LifetimeChange;
import io.cloakroom.SessionChanges.PrincipalChange;
import io.cloakroom.SessionId;
import io.cloakroom.SessionRecord;
import io.cloakroom.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the next token of a session says. A token lasts as long as tokens do, but not past the
 * session's idle timeout and maximum lifetime.
 */
final class TokenRenewal {

  private final TokenSettings settings;

  TokenRenewal(TokenSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns whether a use of a session is to be noted in a new token: in the last half of its time,
   * or if another key seals now.
   *
   * @param held token that the client has
   * @param session as it is
   */
  boolean isDue(SealedTicket held, SessionRecord session, Instant now) {
    if (!held.current()) {
      return true;
    }
    Duration lifetime = settings.cut(session.idle());
    boolean lastHalf = !now.plusMillis(lifetime.toMillis() / 2).isBefore(held.end());
    return lastHalf && end(now, session.idle(), session.endsAt()).isAfter(held.end());
  }

  /**
   * Returns whether the next token must have another key than the one before, since a user leaves
   * the session: or else what he had would go on to count under the same key.
   */
  static boolean needsNewKey(Session session, SessionChanges changes) {
    SessionRecord before = session.base();
    Ticket held = session.ticket();
    return changes.principal() != null
        && before != null
        && before.principal() != null
        && held != null
        && held.key().equals(session.key());
  }

  /** Returns the first token of a session. */
  SessionToken first(SessionId id, NewSession session, long epoch, Instant now) {
    Duration remaining = session.remaining();
    Instant endsAt = remaining == null ? null : now.plus(remaining);
    return new SessionToken(
        id,
        session.lineage(),
        1,
        now.minus(session.age()),
        now.minus(session.unused()),
        settings.cut(session.idle()),
        endsAt,
        session.principal(),
        epoch,
        now,
        now,
        end(now, session.idle(), endsAt),
        session.attributes());
  }

  /**
   * Returns the token that follows another one.
   *
   * @param id that the session has now; another one than before is a use
   * @param session as it was before the changes
   * @param held token that the client has
   * @param epoch to be written
   */
  SessionToken next(
      SessionId id,
      SessionRecord session,
      SessionChanges changes,
      SealedTicket held,
      long epoch,
      Instant now) {
    PrincipalChange principal = changes.principal();
    Instant endsAt = endsAt(session, changes.lifetime(), now);
    Duration idle = settings.cut(changes.idle() == null ? session.idle() : changes.idle());
    Map<String, byte[]> attributes = new HashMap<>(session.attributes());
    attributes.keySet().removeAll(changes.removed());
    attributes.putAll(changes.put());
    boolean used = changes.use() || !held.key().equals(id.key());
    Instant end = end(now, idle, endsAt);
    return new SessionToken(
        id,
        session.lineage(),
        session.version() + (changes.isEmpty() ? 0 : 1),
        session.createdAt(),
        used ? now : session.accessedAt(),
        idle,
        endsAt,
        principal == null ? session.principal() : principal.to(),
        epoch,
        now,
        now,
        used || end.isBefore(held.end()) ? end : held.end(),
        attributes);
  }

  private static @Nullable Instant endsAt(
      SessionRecord session, @Nullable LifetimeChange change, Instant now) {
    if (change == null) {
      return session.endsAt();
    }
    Duration remaining = change.to();
    return remaining == null ? null : now.plus(remaining);
  }

  private Instant end(Instant now, Duration idle, @Nullable Instant endsAt) {
    Instant end = now.plus(settings.cut(idle));
    return endsAt != null && endsAt.isBefore(end) ? endsAt : end;
  }
}
