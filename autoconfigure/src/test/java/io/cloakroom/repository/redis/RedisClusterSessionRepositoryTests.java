package io.cloakroom.repository.redis;

import io.cloakroom.repository.PrincipalIndexContractTests;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.testing.RedisTopology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract suite on a Redis Cluster of three masters. */
class RedisClusterSessionRepositoryTests extends PrincipalIndexContractTests {

  private static RedisTopology cluster;
  private static RedisSessionRepository repository;
  private static RedisSessionRepository otherNode;

  @BeforeAll
  static void connect() {
    cluster = RedisTopology.cluster(3);
    repository = RedisStores.on(cluster);
    otherNode = RedisStores.on(cluster);
  }

  @AfterAll
  static void disconnect() {
    repository.close();
    otherNode.close();
    cluster.close();
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
