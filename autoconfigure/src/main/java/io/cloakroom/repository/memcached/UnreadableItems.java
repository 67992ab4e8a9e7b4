package io.cloakroom.repository.memcached;

import io.cloakroom.SessionKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once of each item that is no session, as long as there are not too many. */
final class UnreadableItems {

  private static final Logger log = LoggerFactory.getLogger(UnreadableItems.class);
  private static final int MANY = 1000;

  private final Set<SessionKey> reported = ConcurrentHashMap.newKeySet();

  void report(SessionKey session) {
    if (reported.size() < MANY && reported.add(session)) {
      log.warn(
          "Memcached holds something under the key of session {} that this release cannot read, perhaps a newer one's, or damaged: it is left alone",
          session);
    }
  }
}
