package io.cloakroom.autoconfigure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisHashCommands;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** On Redis: an attribute is a field of a hash. */
class RedisEncryptedFleetTests extends EncryptedFleetTests {

  private final Endpoint redis = TestServers.redis();
  private final String namespace = UUID.randomUUID().toString();
  private final LettuceConnectionFactory factory =
      new LettuceConnectionFactory(redis.host(), redis.port());

  RedisEncryptedFleetTests() {
    factory.afterPropertiesSet();
    factory.start();
  }

  @AfterAll
  void disconnect() {
    factory.destroy();
  }

  @Override
  List<String> store() {
    return StoreProperties.redis(redis, namespace);
  }

  @Override
  void copy(String fromKey, String from, String toKey, String to) {
    try (RedisConnection connection = factory.getConnection()) {
      RedisHashCommands hashes = connection.hashCommands();
      hashes.hSet(
          hash(toKey), field(to), Objects.requireNonNull(hashes.hGet(hash(fromKey), field(from))));
    }
  }

  @Override
  void plant(String key, String attribute, String json) {
    try (RedisConnection connection = factory.getConnection()) {
      connection.hashCommands().hSet(hash(key), field(attribute), json.getBytes(UTF_8));
    }
  }

  @Override
  String dump(String key) {
    StringBuilder text = new StringBuilder();
    try (RedisConnection connection = factory.getConnection()) {
      Objects.requireNonNull(connection.hashCommands().hGetAll(hash(key)))
          .forEach(
              (name, value) ->
                  text.append(new String(name, UTF_8))
                      .append(' ')
                      .append(new String(value, ISO_8859_1))
                      .append('\n'));
    }
    return text.toString();
  }

  private byte[] hash(String key) {
    return (namespace + ":{" + key.substring(0, 2) + "}:" + key).getBytes(UTF_8);
  }

  private static byte[] field(String attribute) {
    return (":" + attribute).getBytes(UTF_8);
  }
}
