package io.cloakroom.repository.redis;

import io.cloakroom.repository.PrincipalIndexContractTests;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.testing.RedisTopology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract suite on a Redis Cluster of three masters, through a near cache on each node. */
class RedisClusterNearCacheContractTests extends PrincipalIndexContractTests {

  private static RedisTopology cluster;
  private static NearNode node;
  private static NearNode other;

  @BeforeAll
  static void connect() {
    cluster = RedisTopology.cluster(3);
    node = new NearNode(RedisStores.on(cluster));
    other = new NearNode(RedisStores.on(cluster));
    node.awaitCurrent();
    other.awaitCurrent();
  }

  @AfterAll
  static void disconnect() {
    node.close();
    other.close();
    cluster.close();
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
