package io.cloakroom.autoconfigure;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.RedisMonitor;
import io.cloakroom.testing.TestServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;

/** Commands are counted as Redis gets them, but for questions for what was revoked. */
class RedisHybridTests extends HybridTests {

  private final Endpoint redis = TestServers.redis();
  private final RedisMonitor monitor = new RedisMonitor(redis.port());
  private final String namespace = UUID.randomUUID().toString();

  @AfterAll
  void stopListening() {
    monitor.close();
  }

  @Override
  List<String> store() {
    return StoreProperties.redis(redis, namespace);
  }

  @Override
  void resetCount(Node node) {
    monitor.commands();
  }

  @Override
  int roundTrips(Node node) {
    return (int)
        monitor.commands().stream()
            .filter(command -> command.contains(namespace))
            .filter(command -> !command.contains("\"PTTL\"") && !command.contains("{denied}"))
            .count();
  }
}
