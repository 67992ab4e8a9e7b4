package io.cloakroom.autoconfigure;

import io.cloakroom.repository.redis.RedisConnections;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.cluster.ClusterClientOptions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Where the application's Redis is, and how to be let in.
 *
 * @param servers addresses and credentials
 * @param encrypted whether connections are encrypted
 * @param verifyMode how certificates are checked
 * @param sslOptions keys and trust of encrypted connections; null: the JDK's
 * @param customizer carries over what else the application set
 */
record RedisServer(
    RedisConfiguration servers,
    boolean encrypted,
    SslVerifyMode verifyMode,
    @Nullable SslOptions sslOptions,
    UnaryOperator<LettuceClientConfigurationBuilder> customizer) {

  /** Takes it from a connection factory of the application's. */
  static RedisServer of(LettuceConnectionFactory application) {
    RedisConfiguration servers = application.getClusterConfiguration();
    if (servers == null) {
      servers = application.getSentinelConfiguration();
    }
    LettuceClientConfiguration client = application.getClientConfiguration();
    return new RedisServer(
        servers == null ? application.getStandaloneConfiguration() : servers,
        client.isUseSsl(),
        client.getVerifyMode(),
        client.getClientOptions().map(options -> options.getSslOptions()).orElse(null),
        builder -> {
          client.getClientName().ifPresent(builder::clientName);
          client
              .getRedisCredentialsProviderFactory()
              .ifPresent(builder::redisCredentialsProviderFactory);
          return builder;
        });
  }

  /** Takes it from Boot's properties. */
  static RedisServer of(RedisServerProperties properties, @Nullable SslBundles sslBundles) {
    String bundle = properties.ssl().bundle();
    if (bundle != null && sslBundles == null) {
      throw new StoreStartException(
          "spring.data.redis.ssl.bundle is '" + bundle + "', but there are no SSL bundles.",
          "Define the bundle below spring.ssl.bundle.*");
    }
    String clientName = properties.clientName();
    return new RedisServer(
        properties.servers(),
        properties.encrypted(),
        SslVerifyMode.FULL,
        bundle == null || sslBundles == null ? null : sslOptions(sslBundles.getBundle(bundle)),
        builder -> clientName == null ? builder : builder.clientName(clientName));
  }

  /** Opens a connection of Cloakroom's own to it. */
  LettuceConnectionFactory open(Duration connectTimeout, Duration commandTimeout) {
    return RedisConnections.open(
        servers,
        connectTimeout,
        commandTimeout,
        builder -> {
          if (encrypted) {
            builder.useSsl().verifyPeer(verifyMode);
          }
          if (sslOptions != null) {
            ClusterClientOptions.Builder options =
                RedisConnections.tuned(ClusterClientOptions.builder(), connectTimeout);
            builder.clientOptions(options.sslOptions(sslOptions).build());
          }
          return customizer.apply(builder);
        });
  }

  /** Names the servers, without credentials. */
  @Override
  public String toString() {
    if (servers instanceof RedisClusterConfiguration cluster) {
      return "Redis Cluster " + cluster.getClusterNodes();
    }
    if (servers instanceof RedisSentinelConfiguration sentinel) {
      return "Redis behind the Sentinels " + sentinel.getSentinels();
    }
    return servers instanceof RedisStandaloneConfiguration server
        ? "Redis at " + server.getHostName() + ":" + server.getPort()
        : "Redis";
  }

  private static SslOptions sslOptions(SslBundle bundle) {
    SslOptions.Builder options =
        SslOptions.builder()
            .keyManager(bundle.getManagers().getKeyManagerFactory())
            .trustManager(bundle.getManagers().getTrustManagerFactory());
    String[] ciphers = bundle.getOptions().getCiphers();
    if (ciphers != null) {
      options.cipherSuites(ciphers);
    }
    String[] protocols = bundle.getOptions().getEnabledProtocols();
    if (protocols != null) {
      options.protocols(protocols);
    }
    return options.build();
  }
}
