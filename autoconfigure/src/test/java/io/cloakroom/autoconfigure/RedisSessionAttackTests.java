package io.cloakroom.autoconfigure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionKey;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisSessionAttackTests extends SessionAttackTests {

  private final Endpoint redis = TestServers.redis();
  private final String namespace = UUID.randomUUID().toString();

  @Override
  List<String> store() {
    return StoreProperties.redis(redis, namespace);
  }

  @Override
  void tamper(SessionKey session, String attribute, byte[] value) {
    set(session, ":" + attribute, value);
  }

  @Override
  String dump() {
    return ask(
        connection ->
            connection.keyCommands().keys((namespace + "*").getBytes(UTF_8)).stream()
                .map(key -> new String(key, UTF_8) + "\n" + contents(connection, key))
                .collect(Collectors.joining("\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=",
        "m=garbage",
        "m=1 2 3",
        "m=-1 -1 -1 -1 -1 -1 -1",
        "m=99999999999999 99999999999999 1800000 1000 99999999999999 3600000 0",
        "m=99999999999999999999999999 0 0 0 0 0 0",
        "m=0 0 NaN inf 1e400 0x10 0",
        "n=",
        "n=-5",
        "n=99999999999999999999",
        "n=x",
        "l=",
        "l=../..",
        "p=",
        "p=root",
        "unknown=x",
        "=x",
      })
  void tamperedRecordIsASessionOrNone(String tampering) {
    String field = tampering.substring(0, tampering.indexOf('='));
    byte[] value = tampering.substring(field.length() + 1).getBytes(ISO_8859_1);

    int status = readAfter(session -> set(session, field, value)).statusCode();

    assertThat(status).isEqualTo(200);
    // What it does not understand it refuses to overwrite, and says so; but it can be ended.
    assertThat(browser().get(node(), "/write?v=y").statusCode()).isIn(200, 500);
    assertThat(browser().get(node(), "/end").statusCode()).isEqualTo(200);
    assertOthersAreServed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"string", "list", "set"})
  void keyOfAnotherTypeIsNoError(String type) {
    int status =
        readAfter(
                session ->
                    ask(
                        connection -> {
                          byte[] key = hash(session);
                          connection.keyCommands().del(key);
                          if (type.equals("string")) {
                            connection.stringCommands().set(key, key);
                          } else if (type.equals("list")) {
                            connection.listCommands().rPush(key, key);
                          } else {
                            connection.setCommands().sAdd(key, key);
                          }
                          return type;
                        }))
            .statusCode();

    assertThat(status).isIn(200, 503);
    assertOthersAreServed();
  }

  private void set(SessionKey session, String field, byte[] value) {
    ask(
        connection -> {
          connection.hashCommands().hSet(hash(session), field.getBytes(UTF_8), value);
          return value;
        });
  }

  private byte[] hash(SessionKey session) {
    return (namespace + ":{" + session.shard() + "}:" + session).getBytes(UTF_8);
  }

  private static String contents(RedisConnection connection, byte[] key) {
    if (connection.keyCommands().type(key) == DataType.ZSET) {
      return connection.zSetCommands().zRange(key, 0, -1).stream()
          .map(member -> new String(member, UTF_8))
          .collect(Collectors.joining("\n"));
    }
    Map<byte[], byte[]> fields = connection.hashCommands().hGetAll(key);
    return fields.entrySet().stream()
        .map(field -> new String(field.getKey(), UTF_8) + " " + new String(field.getValue(), UTF_8))
        .collect(Collectors.joining("\n"));
  }

  private <T> T ask(Function<RedisConnection, T> question) {
    LettuceConnectionFactory factory = new LettuceConnectionFactory(redis.host(), redis.port());
    factory.afterPropertiesSet();
    factory.start();
    try (RedisConnection connection = factory.getConnection()) {
      return question.apply(connection);
    } finally {
      factory.destroy();
    }
  }
}
