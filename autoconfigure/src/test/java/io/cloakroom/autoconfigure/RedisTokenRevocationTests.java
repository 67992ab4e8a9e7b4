package io.cloakroom.autoconfigure;

import io.cloakroom.testing.NativeServer;
import io.cloakroom.testing.RedisMonitor;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** What was revoked is in Redis. */
class RedisTokenRevocationTests extends TokenRevocationTests {

  private final NativeServer redis = NativeServer.redis();
  private final RedisMonitor monitor = new RedisMonitor(redis.port());

  @AfterAll
  void stopRedis() {
    monitor.close();
    redis.close();
  }

  @Override
  List<String> store() {
    return List.of(
        "cloakroom.jwt.revocation=redis",
        "spring.data.redis.port=" + redis.port(),
        "spring.autoconfigure.exclude="
            + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
  }

  @Override
  void resetCount(Node node) {
    monitor.commands();
  }

  @Override
  int roundTrips(Node node) {
    return (int)
        monitor.commands().stream().filter(command -> command.contains("{denied}")).count();
  }
}
