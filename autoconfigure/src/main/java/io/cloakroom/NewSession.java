package io.cloakroom;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session that no store holds yet. Its times are distances, so that no node's clock matters.
 *
 * @param key public name of the session
 * @param lineage random, fixed for the session's whole life
 * @param age how long ago it began
 * @param unused how long ago it was last used
 * @param idle idle timeout; zero or negative: never ends by being idle
 * @param remaining how long until its maximum lifetime ends; null if it has none
 * @param principal whom the session belongs to; null if it is anonymous
 * @param attributes encoded values by name
 */
public record NewSession(
    SessionKey key,
    String lineage,
    Duration age,
    Duration unused,
    Duration idle,
    @Nullable Duration remaining,
    @Nullable String principal,
    Map<String, byte[]> attributes) {}
