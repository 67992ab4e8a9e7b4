package io.cloakroom.autoconfigure;

import io.cloakroom.SessionId;
import io.cloakroom.SessionStoreException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.redis.RedisSessionRepository;
import io.cloakroom.repository.redis.RedisStoreSettings;
import io.lettuce.core.RedisClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Keeps sessions in Redis, over a connection of Cloakroom's own, which is no bean. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({LettuceConnectionFactory.class, RedisClient.class})
@ConditionalOnProperty(name = "cloakroom.store", havingValue = "redis")
class RedisStoreConfiguration {

  /** Name of the bean. */
  static final String REPOSITORY = "cloakroomRedisSessionRepository";

  private static final int FIRST_TRIES = 10;

  @Bean(REPOSITORY)
  @ConditionalOnMissingBean(SessionRepository.class)
  RedisSessionRepository cloakroomRedisSessionRepository(
      CloakroomProperties properties,
      TouchPolicy touches,
      @SessionRedis ObjectProvider<RedisConnectionFactory> marked,
      ObjectProvider<RedisConnectionFactory> application,
      ObjectProvider<SslBundles> sslBundles,
      Environment environment) {
    RedisServer server =
        server(marked.getIfAvailable(), application, sslBundles.getIfAvailable(), environment);
    RedisStoreProperties settings = properties.getRedis();
    RedisSessionRepository repository =
        new RedisSessionRepository(
            server.open(settings.getConnectTimeout(), settings.getCommandTimeout()),
            new RedisStoreSettings(properties.getNamespace(), settings.getGracePeriod(), touches));
    try {
      connect(repository);
    } catch (SessionStoreException e) {
      repository.close();
      throw new StoreStartException(
          "cloakroom.store is redis, but %s cannot be used: %s".formatted(server, e.getMessage()),
          "Start Redis there, or correct spring.data.redis.* (host, port, url, username, password, ssl).",
          e);
    }
    return repository;
  }

  /** The first connection of a virtual machine takes longer than any command may. */
  private static void connect(SessionRepository repository) {
    SessionId nobodys = SessionId.random();
    for (int attempt = 1; ; attempt++) {
      try {
        repository.find(nobodys.key());
        return;
      } catch (SessionStoreUnavailableException e) {
        if (attempt == FIRST_TRIES) {
          throw e;
        }
      }
    }
  }

  private static RedisServer server(
      @Nullable RedisConnectionFactory marked,
      ObjectProvider<RedisConnectionFactory> application,
      @Nullable SslBundles sslBundles,
      Environment environment) {
    RedisConnectionFactory chosen = marked != null ? marked : application.getIfUnique();
    if (chosen instanceof LettuceConnectionFactory lettuce) {
      return RedisServer.of(lettuce);
    }
    if (chosen == null && application.stream().findAny().isPresent()) {
      throw new StoreStartException(
          "cloakroom.store is redis, and the application has several RedisConnectionFactory beans.",
          "Mark the one that leads to the sessions' Redis with @SessionRedis.");
    }
    return RedisServer.of(
        Binder.get(environment).bindOrCreate("spring.data.redis", RedisServerProperties.class),
        sslBundles);
  }
}
