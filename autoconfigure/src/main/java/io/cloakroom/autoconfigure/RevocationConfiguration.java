package io.cloakroom.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.cloakroom.SessionStoreException;
import io.cloakroom.lifecycle.BatchedCleanup;
import io.cloakroom.lifecycle.CleanupScheduler;
import io.cloakroom.repository.RevocationStore;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.jdbc.JdbcRevocationStore;
import io.cloakroom.repository.redis.RedisRevocationStore;
import io.cloakroom.revocation.PolledRevocations;
import io.cloakroom.revocation.Revocations;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.util.ClassUtils;

/**
 * Takes tokens back, by what is kept in Redis or in a database, over a connection or a pool of its
 * own.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  RevocationConfiguration.InRedis.class,
  RevocationConfiguration.InDatabase.class,
  RevocationConfiguration.InMemory.class
})
class RevocationConfiguration {

  static final String PROPERTY = "cloakroom.jwt.revocation";

  private static final Logger log = LoggerFactory.getLogger(RevocationConfiguration.class);

  /** After what is imported: nobody else knows what was revoked. */
  @Bean
  @ConditionalOnMissingBean
  Revocations cloakroomNoRevocations(RevocationSettings settings, ResourceLoader loader) {
    RevocationMode mode = settings.mode();
    if (mode != RevocationMode.NONE) {
      String missing =
          SessionStore.valueOf(mode.name()).requiredClasses().stream()
              .filter(name -> !ClassUtils.isPresent(name, loader.getClassLoader()))
              .findFirst()
              .orElse("unknown");
      throw new StoreStartException(
          "%s is %s, but class %s is missing."
              .formatted(PROPERTY, mode.name().toLowerCase(Locale.ROOT), missing),
          "Depend on io.cloakroom:cloakroom-spring-boot-starter, which brings it, and exclude nothing from it.");
    }
    log.info(
        "Nothing takes a token back before its end ({}=none): after a logout, whoever has copied it can use it for {} yet",
        PROPERTY,
        settings.lifetime());
    return Revocations.NONE;
  }

  /** In Redis. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({LettuceConnectionFactory.class, RedisClient.class})
  @ConditionalOnRevocation(RevocationMode.REDIS)
  static class InRedis {

    private static final String SETTING = PROPERTY + " is redis";

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

  /** In a database. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({SQLExceptionTranslator.class, HikariDataSource.class, Flyway.class})
  @ConditionalOnRevocation(RevocationMode.JDBC)
  @Import(DatabaseInitializationDependencyConfigurer.class)
  static class InDatabase {

    @Bean
    @ConditionalOnMissingBean({RevocationStore.class, Revocations.class})
    @DependsOnDatabaseInitialization
    JdbcRevocationStore cloakroomJdbcRevocationStore(
        CloakroomProperties properties,
        TouchPolicy touches,
        @SessionDataSource ObjectProvider<DataSource> marked,
        ObjectProvider<DataSource> application) {
      return new JdbcAccess(PROPERTY + " is jdbc", properties.getJdbc(), touches)
          .open(marked, application, JdbcRevocationStore::new);
    }
  }

  /** What each node knows of it. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBean(RevocationStore.class)
  static class InMemory {

    /** Closed by its background task, while the store is still there. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean(Revocations.class)
    PolledRevocations cloakroomRevocations(
        RevocationStore store, RevocationSettings settings, CloakroomProperties properties) {
      PolledRevocations revocations =
          new PolledRevocations(
              store, settings.delay(), settings.retention(), deadline(settings, properties));
      // A node that cannot know who was logged out must not begin to serve.
      revocations.refresh();
      return revocations;
    }

    @Bean
    @ConditionalOnBean(PolledRevocations.class)
    BackgroundTask cloakroomRevocationPolling(PolledRevocations revocations) {
      return new BackgroundTask(revocations::start, revocations::close);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "cloakroom.cleanup.enabled", matchIfMissing = true)
    BackgroundTask cloakroomRevocationCleanup(
        RevocationStore store, CloakroomProperties properties) {
      CleanupProperties settings = properties.getCleanup();
      int batchSize = settings.getBatchSize();
      CleanupScheduler scheduler =
          new CleanupScheduler(
              new BatchedCleanup(batchSize, () -> store.purge(batchSize)), settings.getInterval());
      return new BackgroundTask(scheduler::start, scheduler::close);
    }

    private static Duration deadline(RevocationSettings settings, CloakroomProperties properties) {
      return settings.mode() == RevocationMode.JDBC
          ? properties.getJdbc().getCommandTimeout()
          : properties.getRedis().getCommandTimeout();
    }
  }
}
