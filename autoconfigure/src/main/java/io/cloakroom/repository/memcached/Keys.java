package io.cloakroom.repository.memcached;

import io.cloakroom.SessionKey;

/**
 * Names of items.
 *
 * <p>That of the clock is an item whose end is always {@link Item#LAST_SECOND}: so how long it
 * still has tells the server's time, in the same packet as what it is needed for.
 */
record Keys(String namespace) {

  String session(SessionKey key) {
    return session(key.value());
  }

  String session(String key) {
    return namespace + ":" + key;
  }

  String clock() {
    return namespace + ":clock";
  }
}
