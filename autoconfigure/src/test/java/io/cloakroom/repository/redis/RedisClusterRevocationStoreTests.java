package io.cloakroom.repository.redis;

import io.cloakroom.repository.RevocationStore;
import io.cloakroom.repository.RevocationStoreContractTests;
import io.cloakroom.testing.RedisTopology;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract suite on a Redis Cluster of three masters. */
class RedisClusterRevocationStoreTests extends RevocationStoreContractTests {

  private static RedisTopology cluster;
  private static RedisRevocationStore store;
  private static RedisRevocationStore otherNode;

  @BeforeAll
  static void connect() {
    cluster = RedisTopology.cluster(3);
    store = RedisStores.revocationsOn(cluster);
    otherNode = RedisStores.revocationsOn(cluster);
  }

  @AfterAll
  static void disconnect() {
    store.close();
    otherNode.close();
    cluster.close();
  }

  @Override
  protected RevocationStore store() {
    return store;
  }

  @Override
  protected RevocationStore otherNode() {
    return otherNode;
  }

  @Override
  protected void makeOlder(Duration by) {
    RedisRevocationStoreTests.makeOlder(owner(), by);
  }

  /** Returns the port of the node that has everything that is denied. */
  private static int owner() {
    return cluster.ports().stream()
        .filter(port -> RedisTopology.call(port, "KEYS", "*").contains("{denied}:order"))
        .findFirst()
        .orElseThrow();
  }
}
