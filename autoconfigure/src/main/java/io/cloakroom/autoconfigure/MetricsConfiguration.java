package io.cloakroom.autoconfigure;

import io.cloakroom.actuate.MicrometerSessionMeters;
import io.cloakroom.actuate.NearCacheMeters;
import io.cloakroom.actuate.RevocationMeters;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.repository.cache.NearCachingSessionRepository;
import io.cloakroom.revocation.PolledRevocations;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** With Micrometer, what goes wrong is counted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterRegistry.class)
class MetricsConfiguration {

  @Bean
  @ConditionalOnBean(MeterRegistry.class)
  @ConditionalOnMissingBean(SessionMeters.class)
  MicrometerSessionMeters cloakroomSessionMeters(MeterRegistry registry) {
    return new MicrometerSessionMeters(registry);
  }

  @Bean
  @ConditionalOnBean({MeterRegistry.class, NearCachingSessionRepository.class})
  NearCacheMeters cloakroomNearCacheMeters(
      MeterRegistry registry, NearCachingSessionRepository cache) {
    return new NearCacheMeters(registry, cache);
  }

  @Bean
  @ConditionalOnBean({MeterRegistry.class, PolledRevocations.class})
  RevocationMeters cloakroomRevocationMeters(
      MeterRegistry registry, PolledRevocations revocations) {
    return new RevocationMeters(registry, revocations);
  }
}
