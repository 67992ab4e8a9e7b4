package io.cloakroom.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.SessionRecord;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** On Redis. */
class RedisMixedFleetTests extends MixedFleetTests {

  private final Endpoint redis = TestServers.redis();
  private final String namespace = UUID.randomUUID().toString();

  @Override
  List<String> store() {
    return StoreProperties.redis(redis, namespace);
  }

  /** As the README says: {@code HGET <namespace>:{<shard>}:<key> :<attribute>}. */
  @Override
  String shown(SessionRecord session, String attribute) {
    String key = session.key().toString();
    String hash = namespace + ":{" + key.substring(0, 2) + "}:" + key;
    LettuceConnectionFactory factory = new LettuceConnectionFactory(redis.host(), redis.port());
    factory.afterPropertiesSet();
    factory.start();
    try (RedisConnection connection = factory.getConnection()) {
      byte[] value =
          connection.hashCommands().hGet(hash.getBytes(UTF_8), (":" + attribute).getBytes(UTF_8));
      return new String(Objects.requireNonNull(value), UTF_8);
    } finally {
      factory.destroy();
    }
  }
}
