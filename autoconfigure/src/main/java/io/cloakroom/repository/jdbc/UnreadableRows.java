package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once of each row whose attributes cannot be read, as long as there are not too many. */
final class UnreadableRows {

  private static final Logger log = LoggerFactory.getLogger(UnreadableRows.class);
  private static final int MANY = 1000;

  private final Set<SessionKey> reported = ConcurrentHashMap.newKeySet();

  void report(SessionKey session) {
    if (reported.size() < MANY && reported.add(session)) {
      log.warn(
          "The attributes of session {} are not a JSON object any more, so it seems to have none. Repair its row, or delete it",
          session);
    }
  }
}
