package io.cloakroom.repository.redis;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.ChangeFeed;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.GenericMapOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one primary, which tells of the changes there.
 *
 * <p>Since answers and what Redis tells unasked come in order on one connection, the answer to a
 * ping proves that nothing is outstanding that happened before the ping was sent. A ping goes
 * together with the questions whether the server is still a primary, and on a Cluster whether that
 * has still the same nodes and slots; only all answers together count. Redis answers no ping while
 * a long script keeps it from telling of changes.
 */
final class TrackedServer {

  /** What changes before a node can be sent to a primary that it has not heard of. */
  private static final List<String> TOPOLOGY =
      List.of(
          "cluster_known_nodes:",
          "cluster_current_epoch:",
          "cluster_size:",
          "cluster_slots_assigned:",
          "cluster_slots_fail:");

  private static final long RESP3 = 3;

  private static final Logger log = LoggerFactory.getLogger(TrackedServer.class);

  private final StatefulRedisConnection<String, String> connection;
  private final boolean cluster;
  private final RedisKeys keys;
  private final ChangeFeed.Listener listener;

  private volatile boolean broken;
  private volatile boolean answered;
  private volatile long answeredPing;
  private volatile @Nullable String topology;

  /**
   * Takes a connection on which nothing was asked yet.
   *
   * @param listener to be told of changes
   */
  TrackedServer(
      StatefulRedisConnection<String, String> connection,
      boolean cluster,
      RedisKeys keys,
      ChangeFeed.Listener listener) {
    this.connection = connection;
    this.cluster = cluster;
    this.keys = keys;
    this.listener = listener;
  }

  /**
   * Begins to tell of changes. Those that were made before the returned stage is complete may be
   * missed.
   *
   * @param onBreak to be run when the connection is lost, perhaps more than once
   */
  CompletionStage<?> track(Runnable onBreak) {
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
            log.debug("A connection that tells of changes was lost");
            broken = true;
            onBreak.run();
          }
        });
    connection.addListener(this::onPush);
    TrackingArgs args = TrackingArgs.Builder.enabled().bcast().prefixes(keys.prefix());
    CompletableFuture<?> on = connection.async().clientTracking(args).toCompletableFuture();
    CompletionStage<Void> first = ping();
    return on.thenCompose(done -> first);
  }

  /** Asks whether all is as it was. */
  CompletionStage<Void> ping() {
    long sent = System.nanoTime();
    RedisAsyncCommands<String, String> commands = connection.async();
    CompletionStage<String> pong = commands.ping();
    CompletionStage<Map<String, Object>> hello = hello();
    CompletionStage<String> info =
        cluster ? commands.clusterInfo() : CompletableFuture.completedFuture("");
    return pong.thenCombine(hello, (answer, self) -> check(self))
        .thenCombine(info, (checked, nodes) -> check(nodes))
        .thenAccept(
            checked -> {
              answeredPing = sent;
              answered = true;
            });
  }

  /**
   * Returns the names of the nodes of the Cluster that this one knows, and what it says of them.
   */
  CompletionStage<String> clusterNodes() {
    return connection.async().clusterNodes();
  }

  /** Returns whether all changes were told that are older than the delay. */
  boolean isCurrent(long now, Duration delay) {
    return answered && !broken && now - answeredPing < delay.toNanos();
  }

  boolean isBroken() {
    return broken;
  }

  private boolean check(Map<String, Object> self) {
    if (!Objects.equals(self.get("proto"), RESP3)) {
      throw new TrackingRefusedException(
          "the connection does not speak RESP3, as Redis 6 and newer do: check what stands between");
    }
    String role = String.valueOf(self.get("role"));
    if (role.equals("replica") || role.equals("slave")) {
      log.info("A server has become a replica, so changes are told by others from now on");
      broken = true;
      throw new IllegalStateException("the server has become a replica");
    }
    return true;
  }

  private boolean check(String clusterInfo) {
    String now =
        clusterInfo
            .lines()
            .filter(line -> TOPOLOGY.stream().anyMatch(line::startsWith))
            .collect(Collectors.joining(" "));
    String before = topology;
    topology = now;
    if (before != null && !before.equals(now)) {
      log.info("The nodes of the Cluster, or their slots, have changed: {}, was {}", now, before);
      broken = true;
      throw new IllegalStateException("the nodes of the Cluster, or their slots, have changed");
    }
    return true;
  }

  private CompletionStage<Map<String, Object>> hello() {
    AsyncCommand<String, String, Map<String, Object>> hello =
        new AsyncCommand<>(
            new Command<>(CommandType.HELLO, new GenericMapOutput<>(StringCodec.ASCII)));
    connection.dispatch(hello);
    return hello;
  }

  private void onPush(PushMessage message) {
    if (!message.getType().equals("invalidate")) {
      return;
    }
    List<Object> content = message.getContent(StringCodec.ASCII::decodeKey);
    if (content.size() > 1 && content.get(1) instanceof List<?> names) {
      names.forEach(name -> changed(String.valueOf(name)));
    } else {
      listener.missed(); // All keys are gone: FLUSHALL, FLUSHDB.
    }
  }

  private void changed(String name) {
    SessionKey session = keys.sessionNamed(name);
    if (session != null) {
      listener.changed(session);
    }
  }
}
