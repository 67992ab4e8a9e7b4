package io.cloakroom.autoconfigure;

import io.cloakroom.SessionFactory;
import io.cloakroom.lifecycle.CleanupScheduler;
import io.cloakroom.lifecycle.ExpiredSessionCleanup;
import io.cloakroom.lifecycle.SessionEvents;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.SessionRepository;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs in the background: touches, and the cleanup of expired sessions. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnStoredSessions
class CleanupConfiguration {

  @Bean
  BackgroundTask cloakroomTouches(TouchBuffer buffer) {
    return new BackgroundTask(buffer::start, buffer::close);
  }

  @Bean
  @ConditionalOnBooleanProperty(name = "cloakroom.cleanup.enabled", matchIfMissing = true)
  BackgroundTask cloakroomCleanup(
      SessionRepository repository,
      SessionFactory sessions,
      SessionEvents events,
      ObjectProvider<SessionMeters> meters,
      CloakroomProperties properties) {
    Optional<ExpiryQueue> queue = repository.expiryQueue();
    if (queue.isEmpty()) {
      // Such a store forgets expired sessions by itself.
      return new BackgroundTask(() -> {}, () -> {});
    }
    CleanupProperties settings = properties.getCleanup();
    CleanupScheduler scheduler =
        new CleanupScheduler(
            new ExpiredSessionCleanup(
                queue.get(),
                sessions,
                events,
                meters.getIfAvailable(() -> SessionMeters.NONE),
                settings.getBatchSize()),
            settings.getInterval());
    return new BackgroundTask(scheduler::start, scheduler::close);
  }
}
