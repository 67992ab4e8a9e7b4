package io.cloakroom.autoconfigure;

import io.cloakroom.SessionStoreException;
import io.cloakroom.repository.RevocationStore;
import io.cloakroom.repository.redis.RedisRevocationStore;
import io.cloakroom.revocation.Revocations;
import io.lettuce.core.RedisClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Keeps in Redis which tokens do not count any more, over a connection of its own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({LettuceConnectionFactory.class, RedisClient.class})
@ConditionalOnRevocation(RevocationMode.REDIS)
class RedisRevocationConfiguration {

  private static final String SETTING = RevocationConfiguration.PROPERTY + " is redis";

  @Bean
  @ConditionalOnMissingBean({RevocationStore.class, Revocations.class})
  RedisRevocationStore cloakroomRedisRevocationStore(
      CloakroomProperties properties,
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
    RedisRevocationStore store =
        new RedisRevocationStore(
            server.open(settings.getConnectTimeout(), settings.getCommandTimeout()),
            properties.getNamespace());
    try {
      RedisAccess.connect(() -> store.purge(1));
    } catch (SessionStoreException e) {
      store.close();
      throw RedisAccess.unusable(SETTING, server, e);
    }
    return store;
  }
}
