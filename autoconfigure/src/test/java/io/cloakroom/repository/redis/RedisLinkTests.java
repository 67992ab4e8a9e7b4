package io.cloakroom.repository.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.testing.NativeServer;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** When the connection is opened, kept and given up. */
class RedisLinkTests {

  private static final Duration TIMEOUT = Duration.ofMillis(300);

  private final NativeServer redis = NativeServer.redis();
  private final LettuceConnectionFactory factory =
      RedisConnections.open(
          new RedisStandaloneConfiguration("127.0.0.1", redis.port()),
          Duration.ofSeconds(1),
          TIMEOUT,
          builder -> builder);

  @BeforeEach
  void warmUp() {
    // A busy machine may take longer than the time-out to load the classes of the client.
    RedisLink link = new RedisLink(factory, Duration.ofMinutes(1));
    await().ignoreExceptions().untilAsserted(() -> ask(link));
  }

  @AfterEach
  void stop() {
    redis.thaw();
    factory.destroy();
    redis.close();
  }

  @Test
  void connectionThatStaysSilentIsGivenUp() {
    RedisLink link = new RedisLink(factory, Duration.ZERO);
    ask(link);
    StatefulConnection<byte[], byte[]> silent = link.connection().join();
    redis.freeze();

    assertUnavailable(link);
    redis.thaw();

    await().ignoreExceptions().until(() -> link.connection().join() != silent);
    await().untilAsserted(() -> assertThat(silent.isOpen()).isFalse());
    ask(link);
  }

  @Test
  void connectionThatAnsweredLatelyIsKept() {
    RedisLink link = new RedisLink(factory, Duration.ofMinutes(1));
    ask(link);
    StatefulConnection<byte[], byte[]> first = link.connection().join();
    redis.freeze();

    assertUnavailable(link);
    redis.thaw();

    assertThat(link.connection().join()).isSameAs(first);
  }

  @Test
  void openConnectionIsNotTakenForAnAnswer() {
    RedisLink link = new RedisLink(factory, TIMEOUT.multipliedBy(3));
    ask(link);
    StatefulConnection<byte[], byte[]> silent = link.connection().join();
    redis.freeze();

    for (int i = 0; i < 5; i++) {
      assertUnavailable(link);
    }
    redis.thaw();

    await().ignoreExceptions().until(() -> link.connection().join() != silent);
  }

  private static void assertUnavailable(RedisLink link) {
    assertThatExceptionOfType(SessionStoreUnavailableException.class).isThrownBy(() -> ask(link));
  }

  private static void ask(RedisLink link) {
    RedisExchange exchange = new RedisExchange(link, "test");
    AsyncCommand<byte[], byte[], Long> pttl = RedisCommands.pttl(new byte[] {'x'});
    exchange.send(List.of(pttl));
    assertThat(exchange.answer(pttl)).isEqualTo(-2);
  }
}
