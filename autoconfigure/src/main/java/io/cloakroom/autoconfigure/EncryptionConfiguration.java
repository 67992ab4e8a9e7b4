package io.cloakroom.autoconfigure;

import io.cloakroom.AttributeSeal;
import io.cloakroom.actuate.SealKeySanitizer;
import io.cloakroom.seal.AesGcmSeal;
import io.cloakroom.seal.KeyRing;
import io.cloakroom.seal.SealKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stores cannot read, by {@code cloakroom.encryption.*}. */
@Configuration(proxyBeanMethods = false)
class EncryptionConfiguration {

  private static final String KEYS = "cloakroom.encryption.keys";

  /** Boot's failure analyzer shows values of properties that exist: so name none that is secret. */
  private static final String HIDDEN = "(hidden)";

  @Bean
  @ConditionalOnMissingBean(AttributeSeal.class)
  AesGcmSeal cloakroomAttributeSeal(CloakroomProperties properties) {
    EncryptionProperties encryption = properties.getEncryption();
    List<EncryptionProperties.Key> settings = encryption.getKeys();
    List<SealKey> keys = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      keys.add(key(KEYS + "[" + i + "]", settings.get(i)));
    }
    try {
      return new AesGcmSeal(new KeyRing(keys), !encryption.isOpenOnly());
    } catch (IllegalArgumentException e) {
      throw invalid(KEYS, HIDDEN, e.getMessage());
    }
  }

  private static SealKey key(String property, EncryptionProperties.Key settings) {
    String id = settings.getId();
    String value = settings.getValue();
    if (id == null) {
      throw invalid(
          property + ".id",
          null,
          "Each key has an id and a value, and both are in one property source: take the value from elsewhere by a placeholder.");
    }
    if (value == null) {
      throw invalid(
          property + ".value",
          null,
          "Key '" + id + "' has no value. Make one with: openssl rand -base64 32");
    }
    try {
      return SealKey.of(id, value);
    } catch (IllegalArgumentException e) {
      throw invalid(property, HIDDEN, e.getMessage());
    }
  }

  private static InvalidConfigurationPropertyValueException invalid(
      String property, @Nullable String value, @Nullable String reason) {
    return new InvalidConfigurationPropertyValueException(property, value, String.valueOf(reason));
  }

  /** With the actuator, no endpoint shows a key. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SanitizingFunction.class)
  static class Actuator {

    @Bean
    @ConditionalOnMissingBean
    SealKeySanitizer cloakroomSealKeySanitizer(CloakroomProperties properties) {
      return new SealKeySanitizer(
          properties.getEncryption().getKeys().stream()
              .map(EncryptionProperties.Key::getValue)
              .filter(Objects::nonNull)
              .toList());
    }
  }
}
