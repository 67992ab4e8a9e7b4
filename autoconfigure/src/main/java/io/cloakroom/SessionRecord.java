package io.cloakroom;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds of one session.
 *
 * <p>Its instants are by the store's clock. They may be shown, but only their distances mean
 * anything: no node compares them with its own clock.
 *
 * @param key public name of the session
 * @param lineage random, fixed for the session's whole life, unlike its key
 * @param version grows by one with each update and each rename; touches leave it alone
 * @param createdAt when the session began
 * @param accessedAt last use that the store knows of
 * @param endsAt end of its maximum lifetime; null if it has none
 * @param readAt the store's clock when it answered
 * @param idle idle timeout; zero or negative: never ends by being idle
 * @param principal whom the session belongs to; null while it is anonymous
 * @param attributes encoded values by name; not to be modified
 */
public record SessionRecord(
    SessionKey key,
    String lineage,
    long version,
    Instant createdAt,
    Instant accessedAt,
    @Nullable Instant endsAt,
    Instant readAt,
    Duration idle,
    @Nullable String principal,
    Map<String, byte[]> attributes) {

  /** Returns how long the session had not been used when the store answered. */
  public Duration unused() {
    return Duration.between(accessedAt, readAt);
  }

  /** Returns what a store holds after it gave the session another key. */
  SessionRecord renamed(SessionKey to) {
    return new SessionRecord(
        to,
        lineage,
        version + 1,
        createdAt,
        accessedAt,
        endsAt,
        readAt,
        idle,
        principal,
        attributes);
  }
}
