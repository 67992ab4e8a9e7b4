package io.cloakroom.lifecycle;

import io.cloakroom.ClientDetails;
import io.cloakroom.SessionKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a session without reading what the application keeps in it.
 *
 * @param key public name of the session, which {@code HttpSession.getId()} returns in it
 * @param principal whom it belongs to; null while it is anonymous
 * @param createdAt when it began, by the store's clock
 * @param lastUsedAt its last use, by the store's clock, at most one touch-interval stale
 * @param unused how long it had not been used when the store answered
 * @param idle idle timeout; zero or negative: it never ends by being idle
 * @param client where its principal signed in from; null if that was not recorded, or cannot be
 *     read
 */
public record SessionDetails(
    SessionKey key,
    @Nullable String principal,
    Instant createdAt,
    Instant lastUsedAt,
    Duration unused,
    Duration idle,
    @Nullable ClientDetails client) {}
