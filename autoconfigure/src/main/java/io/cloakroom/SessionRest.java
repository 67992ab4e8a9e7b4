package io.cloakroom;

import java.util.Set;
import java.util.function.Consumer;

/**
 * What a session lacks of which only a part is known.
 *
 * @param known names of all attributes that are not among the rest
 * @param loading brings the rest
 */
record SessionRest(Set<String> known, Consumer<Session> loading) {

  SessionRest through(Consumer<Runnable> guard) {
    return new SessionRest(known, session -> guard.accept(() -> loading.accept(session)));
  }
}
