package io.cloakroom.autoconfigure;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.RedisMonitor;
import io.cloakroom.testing.TestServers;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;

/** Commands are counted as Redis gets them. */
class RedisWholeRequestTests extends WholeRequestTests {

  /**
   * Commands that name a session. A read is HGETALL, and PTTL in the same flush; everything else is
   * one script. The cleanup of the other node names no session here.
   */
  private static final Pattern ROUND_TRIP =
      Pattern.compile(
          "\"(HGETALL|EVALSHA|EVAL)\".*:\\{[0-9a-f]{2}}:[0-9a-f]{2}[\\w-]{43}\"",
          Pattern.CASE_INSENSITIVE);

  private final Endpoint redis = TestServers.redis();
  private final RedisMonitor monitor = new RedisMonitor(redis.port());

  @AfterAll
  void stopListening() {
    monitor.close();
  }

  @Override
  List<String> store() {
    return StoreProperties.redis(redis, UUID.randomUUID().toString());
  }

  @Override
  void resetCount(Node node) {
    monitor.commands();
  }

  @Override
  int roundTrips(Node node) {
    return (int) monitor.commands().stream().filter(ROUND_TRIP.asPredicate()).count();
  }
}
