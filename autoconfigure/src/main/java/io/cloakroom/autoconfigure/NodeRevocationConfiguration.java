package io.cloakroom.autoconfigure;

import io.cloakroom.lifecycle.BatchedCleanup;
import io.cloakroom.lifecycle.CleanupScheduler;
import io.cloakroom.repository.RevocationStore;
import io.cloakroom.revocation.PolledRevocations;
import io.cloakroom.revocation.Revocations;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps in a node's memory what the store tells of tokens that do not count any more. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(RevocationStore.class)
class NodeRevocationConfiguration {

  /** Closed by its background task, while the store is still there. */
  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean(Revocations.class)
  PolledRevocations cloakroomRevocations(
      RevocationStore store,
      RevocationSettings settings,
      SessionSettings sessions,
      CloakroomProperties properties) {
    boolean stored = properties.getStore() != SessionStore.JWT;
    PolledRevocations revocations =
        new PolledRevocations(
            store,
            settings.delay(),
            settings.retention(stored ? sessions.idle() : Duration.ZERO),
            deadline(settings, properties));
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
  BackgroundTask cloakroomRevocationCleanup(RevocationStore store, CloakroomProperties properties) {
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
