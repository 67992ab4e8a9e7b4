package io.cloakroom.repository.redis;

import io.cloakroom.repository.PrincipalIndexContractTests;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract suite on one Redis server. */
class RedisSessionRepositoryTests extends PrincipalIndexContractTests {

  private static RedisSessionRepository repository;
  private static RedisSessionRepository otherNode;

  @BeforeAll
  static void connect() {
    Endpoint redis = TestServers.redis();
    String namespace = "test-" + UUID.randomUUID();
    repository = RedisStores.on(redis.host(), redis.port(), namespace);
    otherNode = RedisStores.on(redis.host(), redis.port(), namespace);
  }

  @AfterAll
  static void disconnect() {
    repository.close();
    otherNode.close();
  }

  @Override
  protected SessionRepository repository() {
    return repository;
  }

  @Override
  protected SessionRepository otherNode() {
    return otherNode;
  }
}
