package io.cloakroom.autoconfigure;

import io.cloakroom.repository.ChangeFeed;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.cache.NearCachingSessionRepository;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/** With a near cache, everything that asks for the store gets the one with the cache before it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("cloakroom.near-cache.enabled")
class NearCacheConfiguration {

  private static final String CAFFEINE = "com.github.benmanes.caffeine.cache.Caffeine";

  @Bean
  @Primary
  @ConditionalOnBean(SessionRepository.class)
  NearCachingSessionRepository cloakroomNearCache(
      SessionRepository store, CloakroomProperties properties, ResourceLoader loader) {
    if (!ClassUtils.isPresent(CAFFEINE, loader.getClassLoader())) {
      throw new StoreStartException(
          "cloakroom.near-cache.enabled is true, but class " + CAFFEINE + " is missing.",
          "Add com.github.ben-manes.caffeine:caffeine to the dependencies; Spring Boot knows its version.");
    }
    ChangeFeed feed =
        store
            .changeFeed()
            .orElseThrow(
                () ->
                    new StoreStartException(
                        "cloakroom.near-cache.enabled is true, but the session store %s does not tell of changes."
                            .formatted(store.getClass().getName()),
                        "Set cloakroom.near-cache.enabled=false, or implement changeFeed() in that store."));
    NearCacheProperties settings = properties.getNearCache();
    return new NearCachingSessionRepository(
        store, feed, settings.getMaxSize().toBytes(), settings.getMaxDelay());
  }
}
