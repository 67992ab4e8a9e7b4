package io.cloakroom.autoconfigure;

import io.cloakroom.actuate.SessionStoreHealthIndicator;
import io.cloakroom.repository.SessionRepository;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Shows the store's health as {@code cloakroom}. */
@AutoConfiguration(after = CloakroomAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("cloakroom")
@ConditionalOnBean({CloakroomProperties.class, SessionRepository.class})
public final class CloakroomHealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "cloakroomHealthIndicator")
  SessionStoreHealthIndicator cloakroomHealthIndicator(
      SessionRepository repository, CloakroomProperties properties) {
    SessionStore store = properties.getStore();
    return new SessionStoreHealthIndicator(
        repository, store == null ? "application's own" : store.property());
  }
}
