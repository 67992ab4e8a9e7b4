package io.cloakroom.repository.redis;

import static io.cloakroom.repository.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionKey;
import io.cloakroom.testing.RedisTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A near cache in front of a Redis Cluster, whose nodes come, go and hand slots over. */
class RedisClusterNearCacheTests {

  private static RedisTopology cluster;
  private static NearNode node;
  private static RedisSessionRepository other;

  @BeforeAll
  static void connect() {
    cluster = RedisTopology.cluster(3);
    node = new NearNode(RedisStores.on(cluster)).awaitCurrent();
    other = RedisStores.on(cluster);
  }

  @AfterAll
  static void disconnect() {
    node.close();
    other.close();
    cluster.close();
  }

  @Test
  void logoutIsSeenOnWhicheverMasterTheSessionIs() {
    List<SessionKey> sessions = cached(30);

    other.delete(sessions);

    await()
        .untilAsserted(() -> assertThat(sessions).allMatch(key -> node.cache().find(key) == null));
  }

  @Test
  void lossOfOneConnectionIsALossOfAll() {
    List<SessionKey> sessions = cached(30);
    int gaps = node.gaps();

    RedisStores.killTracking(cluster.ports().get(1));
    other.delete(sessions);

    await().until(() -> node.gaps() > gaps);
    await()
        .untilAsserted(() -> assertThat(sessions).allMatch(key -> node.cache().find(key) == null));
    node.awaitCurrent();
  }

  @Test
  void slotThatMovesIsHeardOf() {
    SessionKey session = cached(1).get(0);
    int gaps = node.gaps();
    int from = cluster.ports().get(0);
    int to = cluster.ports().get(1);
    String id = RedisTopology.call(to, "CLUSTER", "MYID");

    String slot = emptySlot(from);
    String owner = RedisTopology.call(from, "CLUSTER", "MYID");
    RedisTopology.call(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", owner);
    RedisTopology.call(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", id);
    for (int port : List.of(to, from)) {
      RedisTopology.call(port, "CLUSTER", "SETSLOT", slot, "NODE", id);
    }

    await().until(() -> node.gaps() > gaps);
    node.awaitCurrent();
    other.delete(Set.of(session));
    await().until(() -> node.cache().find(session) == null);
  }

  private static String emptySlot(int port) {
    for (int slot = 0; ; slot++) {
      String name = String.valueOf(slot);
      if (RedisTopology.call(port, "CLUSTER", "COUNTKEYSINSLOT", name).equals("0")) {
        return name;
      }
    }
  }

  /** Returns sessions that the node serves from its memory. */
  private static List<SessionKey> cached(int count) {
    List<SessionKey> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SessionKey key = Objects.requireNonNull(other.insert(session(Map.of()))).key();
      node.settle(key);
      node.awaitCurrent();
      node.cache().find(key);
      sessions.add(key);
    }
    return sessions;
  }
}
