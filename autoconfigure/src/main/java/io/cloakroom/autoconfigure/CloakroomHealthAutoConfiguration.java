package io.cloakroom.autoconfigure;

import io.cloakroom.actuate.RevocationHealthIndicator;
import io.cloakroom.actuate.SessionStoreHealthIndicator;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.revocation.PolledRevocations;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Shows the store's health as {@code cloakroom}, and that of what tokens were revoked as {@code
 * cloakroomRevocations}.
 */
@AutoConfiguration(after = CloakroomAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("cloakroom")
@ConditionalOnBean(CloakroomProperties.class)
public final class CloakroomHealthAutoConfiguration {

  @Bean
  @ConditionalOnBean(SessionRepository.class)
  @ConditionalOnMissingBean(name = "cloakroomHealthIndicator")
  SessionStoreHealthIndicator cloakroomHealthIndicator(
      SessionRepository repository, CloakroomProperties properties) {
    SessionStore store = properties.getStore();
    return new SessionStoreHealthIndicator(
        repository, store == null ? "application's own" : store.property());
  }

  @Bean
  @ConditionalOnBean(PolledRevocations.class)
  @ConditionalOnMissingBean(name = "cloakroomRevocationsHealthIndicator")
  RevocationHealthIndicator cloakroomRevocationsHealthIndicator(PolledRevocations revocations) {
    return new RevocationHealthIndicator(revocations);
  }
}
