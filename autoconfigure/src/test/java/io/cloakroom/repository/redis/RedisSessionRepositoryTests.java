package io.cloakroom.repository.redis;

import io.cloakroom.repository.PrincipalIndexContractTests;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.SessionRepository;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

/** The contract suite on one Redis server. */
class RedisSessionRepositoryTests extends PrincipalIndexContractTests {

  private static RedisProcess redis;
  private static RedisSessionRepository repository;
  private static RedisSessionRepository otherNode;

  @BeforeAll
  static void connect() {
    redis = RedisProcess.start();
    repository = open();
    otherNode = open();
  }

  @AfterAll
  static void disconnect() throws Exception {
    repository.close();
    otherNode.close();
    redis.close();
  }

  @Override
  protected SessionRepository repository() {
    return repository;
  }

  @Override
  protected SessionRepository otherNode() {
    return otherNode;
  }

  private static RedisSessionRepository open() {
    return new RedisSessionRepository(
        RedisConnections.open(
            new RedisStandaloneConfiguration("127.0.0.1", redis.port()),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            builder -> builder),
        new RedisStoreSettings("test", Duration.ofHours(1), SampleSessions.TOUCHES));
  }
}
