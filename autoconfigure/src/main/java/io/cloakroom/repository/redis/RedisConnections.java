package io.cloakroom.repository.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Makes connections that are fit for sessions: they fail fast while Redis is away, reconnect within
 * a second once it is back, and never send a command twice.
 */
public final class RedisConnections {

  private static final Duration RECONNECT = Duration.ofSeconds(1);
  private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(30);

  private static final long SHUTDOWN_SECONDS = 2;

  private static final Logger log = LoggerFactory.getLogger(RedisConnections.class);

  private RedisConnections() {}

  /**
   * Makes a connection factory, started, but not connected before its first use.
   *
   * @param configuration one server, Sentinel, or Cluster
   * @param connectTimeout for a connection
   * @param commandTimeout for each operation as a whole
   * @param customizer may add TLS, credentials and a client name
   * @return to be destroyed by its owner, as {@link RedisSessionRepository} does
   */
  public static LettuceConnectionFactory open(
      RedisConfiguration configuration,
      Duration connectTimeout,
      Duration commandTimeout,
      UnaryOperator<LettuceClientConfigurationBuilder> customizer) {
    ClientResources resources = tuned(DefaultClientResources.builder()).build();
    LettuceClientConfigurationBuilder builder =
        LettuceClientConfiguration.builder()
            .clientResources(resources)
            .commandTimeout(commandTimeout)
            .shutdownQuietPeriod(Duration.ZERO)
            .clientOptions(tuned(ClusterClientOptions.builder(), connectTimeout).build());
    LettuceConnectionFactory factory =
        new OwnResources(configuration, customizer.apply(builder).build(), resources);
    factory.afterPropertiesSet();
    return factory;
  }

  /** Adds what sessions need to the options of a client that someone else makes. */
  public static <B extends ClientOptions.Builder> B tuned(B options, Duration connectTimeout) {
    options
        .autoReconnect(true)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(command -> true)
        .timeoutOptions(TimeoutOptions.enabled())
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(connectTimeout)
                .keepAlive(
                    KeepAliveOptions.builder()
                        .enable()
                        .idle(Duration.ofSeconds(10))
                        .interval(Duration.ofSeconds(5))
                        .count(3)
                        .build())
                .build());
    if (options instanceof ClusterClientOptions.Builder cluster) {
      cluster.topologyRefreshOptions(topology());
    }
    return options;
  }

  /** Adds what sessions need to the resources of a client that someone else makes. */
  public static ClientResources.Builder tuned(ClientResources.Builder resources) {
    return resources.reconnectDelay(
        Delay.exponential(Duration.ofMillis(10), RECONNECT, 2, TimeUnit.MILLISECONDS));
  }

  @SuppressWarnings("deprecation") // without effect on Lettuce 7, needed on 6
  private static ClusterTopologyRefreshOptions topology() {
    return ClusterTopologyRefreshOptions.builder()
        .enableAllAdaptiveRefreshTriggers()
        .adaptiveRefreshTriggersTimeout(RECONNECT)
        .enablePeriodicRefresh(TOPOLOGY_REFRESH)
        .build();
  }

  /** Ends the threads too that were made for it. */
  private static final class OwnResources extends LettuceConnectionFactory {

    private final ClientResources resources;

    OwnResources(
        RedisConfiguration configuration,
        LettuceClientConfiguration client,
        ClientResources resources) {
      super(configuration, client);
      this.resources = resources;
    }

    @Override
    public void destroy() {
      super.destroy();
      Future<Boolean> ending = resources.shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
      try {
        ending.get(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        log.warn("Threads of the Redis client did not end in time: {}", e.toString());
      }
    }
  }
}
