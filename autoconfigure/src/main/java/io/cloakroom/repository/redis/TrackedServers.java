package io.cloakroom.repository.redis;

import java.time.Duration;
import java.util.List;

/**
 * Connections to all primaries, which belong together: if one is lost, so are all.
 *
 * @param closer closes them
 */
record TrackedServers(List<TrackedServer> servers, Runnable closer) {

  boolean isCurrent(long now, Duration delay) {
    for (TrackedServer server : servers) {
      if (!server.isCurrent(now, delay)) {
        return false;
      }
    }
    return true;
  }

  boolean isBroken() {
    return servers.stream().anyMatch(TrackedServer::isBroken);
  }

  void ping() {
    servers.forEach(TrackedServer::ping);
  }

  void close() {
    closer.run();
  }
}
