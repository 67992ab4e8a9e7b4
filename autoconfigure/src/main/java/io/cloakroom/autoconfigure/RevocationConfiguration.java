package io.cloakroom.autoconfigure;

import io.cloakroom.revocation.Revocations;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/** Takes tokens back, by what is kept in Redis or in a database, if it is. */
@Configuration(proxyBeanMethods = false)
@Import({
  RedisRevocationConfiguration.class,
  JdbcRevocationConfiguration.class,
  NodeRevocationConfiguration.class
})
class RevocationConfiguration {

  static final String PROPERTY = "cloakroom.jwt.revocation";

  private static final Logger log = LoggerFactory.getLogger(RevocationConfiguration.class);

  @Bean
  @ConditionalOnMissingBean
  RevocationSettings cloakroomRevocationSettings(CloakroomProperties properties) {
    return RevocationSettings.of(properties);
  }

  /** After what is imported: nobody else knows what was revoked. */
  @Bean
  @ConditionalOnMissingBean
  Revocations cloakroomNoRevocations(
      RevocationSettings settings, CloakroomProperties properties, ResourceLoader loader) {
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
    boolean renewed = properties.getStore() == SessionStore.JWT;
    log.info(
        "Nothing takes a token back before its end ({}=none): after a logout, whoever has copied it can use it for up to {}",
        PROPERTY,
        renewed
            ? properties.getMaxLifetime() + ", since using it renews it (cloakroom.max-lifetime)"
            : settings.lifetime().plus(settings.clockSkew()));
    return Revocations.NONE;
  }
}
