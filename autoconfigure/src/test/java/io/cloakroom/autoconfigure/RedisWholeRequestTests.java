package io.cloakroom.autoconfigure;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.RedisTopology;
import io.cloakroom.testing.TestServers;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands are counted by Redis itself. */
class RedisWholeRequestTests extends WholeRequestTests {

  private static final Pattern CALLS = Pattern.compile("cmdstat_(\\w+):calls=(\\d+)");

  private final Endpoint redis = TestServers.redis();

  @Override
  List<String> store() {
    return List.of(
        "cloakroom.store=redis",
        "cloakroom.namespace=" + UUID.randomUUID(),
        "spring.data.redis.host=" + redis.host(),
        "spring.data.redis.port=" + redis.port(),
        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
  }

  @Override
  void resetCount(Node node) {
    RedisTopology.call(redis.port(), "CONFIG", "RESETSTAT");
  }

  /** A read is HGETALL, and PTTL in the same flush; everything else is one script. */
  @Override
  int roundTrips(Node node) {
    int trips = 0;
    Matcher stats = CALLS.matcher(RedisTopology.call(redis.port(), "INFO", "commandstats"));
    while (stats.find()) {
      if (stats.group(1).equals("evalsha")
          || stats.group(1).equals("eval")
          || stats.group(1).equals("hgetall")) {
        trips += Integer.parseInt(stats.group(2));
      }
    }
    return trips;
  }
}
