package io.cloakroom.autoconfigure;

import io.cloakroom.AttributeSeal;
import io.cloakroom.actuate.PrivateKeySanitizer;
import io.cloakroom.actuate.SealKeySanitizer;
import io.cloakroom.seal.AesGcmSeal;
import io.cloakroom.seal.KeyRing;
import io.cloakroom.seal.SealMode;
import io.cloakroom.seal.UnusableKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stores cannot read, by {@code cloakroom.encryption.*}. */
@Configuration(proxyBeanMethods = false)
class EncryptionConfiguration {

  private static final Logger log = LoggerFactory.getLogger(EncryptionConfiguration.class);

  @Bean
  @ConditionalOnStoredSessions
  @ConditionalOnMissingBean(AttributeSeal.class)
  AesGcmSeal cloakroomAttributeSeal(CloakroomProperties properties) {
    SealMode mode = properties.getEncryption().getMode();
    List<String> entries = properties.getEncryption().getKeys();
    KeyRing keys = KeyRing.of(entries == null ? List.of() : entries);
    String sealing = keys.sealing();
    if (sealing == null) {
      refuseSilentPlaintext(entries, mode);
    } else {
      log.info(
          switch (mode) {
            case OPEN ->
                "Session attributes are not encrypted; those that are can be read (cloakroom.encryption.mode=open).";
            case SEAL ->
                "Session attributes are encrypted with key '{}'. Those that are not are still read: once all sessions from before have ended, set cloakroom.encryption.mode=require.";
            case REQUIRE -> "Session attributes are encrypted with key '{}', and must be.";
          },
          sealing);
    }
    return new AesGcmSeal(keys, mode);
  }

  /** A variable that turned out empty must not turn encryption off. */
  private static void refuseSilentPlaintext(@Nullable List<String> entries, SealMode mode) {
    if (mode == SealMode.REQUIRE) {
      throw new UnusableKeyException(
          "There is none, and cloakroom.encryption.mode=require.",
          "Set cloakroom.encryption.keys, to an id, a colon, and what \"openssl rand -base64 32\" prints.");
    }
    if (mode == SealMode.SEAL && entries != null) {
      throw new UnusableKeyException(
          "The property is set, and empty: nothing would be encrypted.",
          "Find out where its value got lost. If nothing is to be encrypted, set cloakroom.encryption.mode=open.");
    }
  }

  /** With the actuator, no endpoint shows a key. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SanitizingFunction.class)
  static class Actuator {

    @Bean
    @ConditionalOnMissingBean
    SealKeySanitizer cloakroomSealKeySanitizer(CloakroomProperties properties) {
      List<String> all = new ArrayList<>();
      Stream.of(properties.getEncryption().getKeys(), properties.getJwt().getKeys())
          .filter(Objects::nonNull)
          .forEach(all::addAll);
      return new SealKeySanitizer(all);
    }

    @Bean
    @ConditionalOnMissingBean
    PrivateKeySanitizer cloakroomPrivateKeySanitizer() {
      return new PrivateKeySanitizer();
    }
  }
}
