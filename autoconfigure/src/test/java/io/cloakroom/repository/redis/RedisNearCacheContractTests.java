package io.cloakroom.repository.redis;

import io.cloakroom.repository.PrincipalIndexContractTests;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract suite on one Redis server, through a near cache on each node. */
class RedisNearCacheContractTests extends PrincipalIndexContractTests {

  private static NearNode node;
  private static NearNode other;

  @BeforeAll
  static void connect() {
    Endpoint redis = TestServers.redis();
    String namespace = "test-" + UUID.randomUUID();
    node = new NearNode(RedisStores.on(redis.host(), redis.port(), namespace));
    other = new NearNode(RedisStores.on(redis.host(), redis.port(), namespace));
    node.awaitCurrent();
    other.awaitCurrent();
  }

  @AfterAll
  static void disconnect() {
    node.close();
    other.close();
  }

  @Override
  protected SessionRepository repository() {
    return new SettledRepository(node.cache(), other);
  }

  @Override
  protected SessionRepository otherNode() {
    return new SettledRepository(other.cache(), node);
  }
}
