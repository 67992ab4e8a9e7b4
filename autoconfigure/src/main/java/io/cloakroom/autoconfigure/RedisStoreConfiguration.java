package io.cloakroom.autoconfigure;

import io.cloakroom.SessionId;
import io.cloakroom.SessionStoreException;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.redis.RedisSessionRepository;
import io.cloakroom.repository.redis.RedisStoreSettings;
import io.lettuce.core.RedisClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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

  private static final String SETTING = "cloakroom.store is redis";

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
        RedisAccess.server(
            SETTING,
            marked.getIfAvailable(),
            application,
            sslBundles.getIfAvailable(),
            environment);
    RedisStoreProperties settings = properties.getRedis();
    RedisSessionRepository repository =
        new RedisSessionRepository(
            server.open(settings.getConnectTimeout(), settings.getCommandTimeout()),
            new RedisStoreSettings(properties.getNamespace(), settings.getGracePeriod(), touches));
    SessionId nobodys = SessionId.random();
    try {
      RedisAccess.connect(() -> repository.find(nobodys.key()));
    } catch (SessionStoreException e) {
      repository.close();
      throw RedisAccess.unusable(SETTING, server, e);
    }
    return repository;
  }
}
