package io.cloakroom.repository.redis;

import io.cloakroom.repository.ChangeFeed;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Opens the connections that tell of changes. */
final class TrackingOpener {

  private static final Set<NodeFlag> AWAY =
      Set.of(NodeFlag.FAIL, NodeFlag.NOADDR, NodeFlag.HANDSHAKE);

  private final LettuceConnectionFactory factory;
  private final RedisKeys keys;
  private final ChangeFeed.Listener listener;
  private final Duration timeout;

  TrackingOpener(LettuceConnectionFactory factory, RedisKeys keys, ChangeFeed.Listener listener) {
    this.factory = factory;
    this.keys = keys;
    this.listener = listener;
    this.timeout = factory.getClientConfiguration().getCommandTimeout();
  }

  /**
   * Opens them, which may take some time.
   *
   * @param onBreak to be run when one of them is lost
   * @return connections on which Redis tells of changes by now
   * @throws TrackingRefusedException if Redis says that it will not
   * @throws RuntimeException if Redis cannot be reached now
   */
  TrackedServers open(Runnable onBreak) {
    AbstractRedisClient client = factory.getRequiredNativeClient();
    try {
      return client instanceof RedisClusterClient cluster
          ? open(cluster, onBreak)
          : open((RedisClient) client, onBreak);
    } catch (RedisCommandExecutionException e) {
      if (RedisFailures.isTemporary(e)) {
        throw e;
      }
      throw new TrackingRefusedException(String.valueOf(e.getMessage()), e);
    }
  }

  private TrackedServers open(RedisClient client, Runnable onBreak) {
    StatefulRedisConnection<String, String> connection = client.connect(StringCodec.ASCII);
    TrackedServer server = new TrackedServer(connection, false, keys, listener);
    TrackedServers servers = new TrackedServers(List.of(server), connection::close);
    try {
      track(servers, onBreak);
      return servers;
    } catch (RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  private TrackedServers open(RedisClusterClient client, Runnable onBreak) {
    client.refreshPartitions();
    StatefulRedisClusterConnection<String, String> cluster = client.connect(StringCodec.ASCII);
    List<TrackedServer> servers = new ArrayList<>();
    TrackedServers all = new TrackedServers(servers, cluster::close);
    try {
      Set<String> primaries = primaries(client.getPartitions());
      for (String id : primaries) {
        servers.add(new TrackedServer(cluster.getConnection(id), true, keys, listener));
      }
      track(all, onBreak);
      for (TrackedServer server : servers) {
        // Whom a server does not know, it sends nobody to.
        Set<String> known = primaries(ClusterPartitionParser.parse(await(server.clusterNodes())));
        if (!primaries.containsAll(known)) {
          throw new IllegalStateException("the nodes of the Cluster are just changing");
        }
      }
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void track(TrackedServers servers, Runnable onBreak) {
    for (CompletionStage<?> on :
        servers.servers().stream().map(server -> server.track(onBreak)).toList()) {
      await(on);
    }
  }

  private static Set<String> primaries(Collection<RedisClusterNode> nodes) {
    Set<String> ids = new HashSet<>();
    for (RedisClusterNode node : nodes) {
      if (node.is(NodeFlag.UPSTREAM) && AWAY.stream().noneMatch(node::is)) {
        ids.add(node.getNodeId());
      }
    }
    return ids;
  }

  private <T> T await(CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (RedisFailures.unwrapped(e) instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(RedisFailures.unwrapped(e));
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + timeout.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
