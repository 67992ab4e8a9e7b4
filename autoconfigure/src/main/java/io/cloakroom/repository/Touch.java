package io.cloakroom.repository;

import io.cloakroom.SessionKey;
import java.time.Duration;

/**
 * A use of a session that changed nothing.
 *
 * @param key of the session
 * @param ago how long ago it was used
 */
public record Touch(SessionKey key, Duration ago) {}
