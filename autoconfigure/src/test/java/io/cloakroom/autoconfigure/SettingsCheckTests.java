package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingsCheckTests {

  @Test
  void defaultsAreAsDocumented() {
    SessionSettings settings = settings(Map.of("cloakroom.store", "redis"));

    assertThat(settings.idle()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.lifetime()).isEqualTo(Duration.ofHours(12));
    assertThat(settings.limits().attributes()).isEqualTo(64);
    assertThat(settings.limits().attributeBytes()).isEqualTo(64 * 1024);
    assertThat(settings.limits().bytes()).isEqualTo(64 * 1024);
    assertThat(settings.touches())
        .isEqualTo(new TouchPolicy(Duration.ofMinutes(1), Duration.ofMillis(1500)));
  }

  @Test
  void ownTimeoutPrecedesTheStandardOne() {
    assertThat(idle(Map.of("server.servlet.session.timeout", "45m")))
        .isEqualTo(Duration.ofMinutes(45));
    assertThat(idle(Map.of("server.servlet.session.timeout", "45m", "cloakroom.timeout", "90")))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(idle(Map.of("cloakroom.timeout", "-1"))).isNegative();
  }

  @Test
  void timeoutBelowTheTouchIntervalNeedsNoOtherSetting() {
    SessionSettings settings = settings(Map.of("server.servlet.session.timeout", "1m"));

    assertThat(settings.touches().interval(settings.idle())).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void noMaximumLifetimeIsZero() {
    assertThat(settings(Map.of("cloakroom.max-lifetime", "0")).lifetime()).isNull();
  }

  @Test
  void anonymousTimeoutIsTheFullOneUnlessItIsSet() {
    assertThat(settings(Map.of()).anonymousIdle()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings(Map.of("cloakroom.anonymous-timeout", "90")).anonymousIdle())
        .isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void touchIntervalAndExcludedPathsAreSettingsOfTheirOwn() {
    for (Map<String, Object> both :
        List.<Map<String, Object>>of(
            Map.of("cloakroom.touch-interval", "20s", "cloakroom.touch.exclude", "/a,/b/**"),
            Map.of("cloakroom.touchInterval", "20s", "cloakroom.touch.exclude[0]", "/a"))) {
      assertThat(settings(both).touches().interval()).isEqualTo(Duration.ofSeconds(20));
      CloakroomProperties bound =
          Binder.get(environment(both)).bindOrCreate("cloakroom", CloakroomProperties.class);
      assertThat(bound.getTouch().getExclude()).contains("/a");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cloakroom.touch-interval, 45m, It must be shorter than the timeout",
    "cloakroom.touch-interval, -1s, It must not be negative",
    "cloakroom.anonymous-timeout, 0, It must be at least 1ms",
    "cloakroom.touch.exclude, poll/**, A path pattern must begin with a slash",
    "cloakroom.touch.exclude, /poll/{name, It is no path pattern at character",
    "cloakroom.limits.creations-per-address, 0, It must be at least 1",
    "cloakroom.max-lifetime, -1s, It must not be negative",
    "cloakroom.namespace, a{b}, It must match",
    "cloakroom.namespace, '', It must match",
    "cloakroom.id.header, 'X Auth', It must match",
    "cloakroom.serialization.allowed-packages, com.*, named as in a package declaration",
    "cloakroom.serialization.allowed-packages, org, 'is too broad: in it is org.springframework.*'",
    "cloakroom.serialization.allowed-packages, java.util, is not a package of the application",
    "cloakroom.serialization.compress-above, 0, It must be at least 1",
    "cloakroom.limits.attribute-size, 0, It must be at least 1",
    "cloakroom.limits.attributes, 0, It must be at least 1",
    "cloakroom.limits.session-size, 0, It must be at least 1",
    "cloakroom.cleanup.interval, 0, It must be at least 1ms",
    "cloakroom.cleanup.batch-size, 0, It must be at least 1",
    "cloakroom.redis.connect-timeout, 0, It must be at least 1ms",
    "cloakroom.redis.command-timeout, -5s, It must be at least 1ms",
    "cloakroom.redis.grace-period, 0, It must be at least 1ms",
    "cloakroom.memcached.connect-timeout, 0, It must be at least 1ms",
    "cloakroom.memcached.command-timeout, -1s, It must be at least 1ms",
    "cloakroom.near-cache.max-size, 0, It must be at least 1",
    "cloakroom.near-cache.max-delay, 50ms, It must be at least 100ms",
    "cloakroom.jdbc.pool-size, 0, It must be at least 1",
    "cloakroom.jdbc.connect-timeout, 0, It must be at least 1ms",
    "cloakroom.jdbc.command-timeout, 0, It must be at least 1ms",
    "cloakroom.jdbc.expiry-bucket, 0, It must be at least 1ms",
    "cloakroom.jdbc.table-name, 'a; drop table b', It must match",
    "cloakroom.jdbc.schema-name, 'a.b', It must match",
    "cloakroom.jwt.identity.lifetime, 16m, 'It must be at least 1s, and at most 15m'",
    "cloakroom.jwt.identity.lifetime, 500ms, 'It must be at least 1s, and at most 15m'",
    "cloakroom.jwt.identity.jwks-path, jwks.json, It must match",
    "cloakroom.jwt.identity.jwks-path, /keys/*, It must match",
  })
  void settingThatCannotBeMeantStopsStartUp(String name, String value, String reason) {
    assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
        .isThrownBy(() -> settings(Map.of(name, value)))
        .satisfies(
            e -> {
              assertThat(e.getName()).isEqualTo(name);
              assertThat(e.getReason()).contains(reason);
            });
  }

  @Test
  void nearCacheOfADatabaseStopsStartUp() {
    assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
        .isThrownBy(
            () -> settings(Map.of("cloakroom.store", "jdbc", "cloakroom.near-cache.enabled", true)))
        .satisfies(
            e -> {
              assertThat(e.getName()).isEqualTo("cloakroom.near-cache.enabled");
              assertThat(e.getReason()).contains("for cloakroom.store=redis");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "cloakroom.near-cache.enabled, true, Memcached does not tell of changes",
    "cloakroom.limits.sessions-per-principal, 3, Memcached cannot find",
  })
  void settingThatMemcachedCannotKeepStopsStartUp(String name, String value, String reason) {
    assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
        .isThrownBy(() -> settings(Map.of("cloakroom.store", "memcached", name, value)))
        .satisfies(
            e -> {
              assertThat(e.getName()).isEqualTo(name);
              assertThat(e.getReason()).contains(reason).contains("cloakroom.store=redis");
            });
  }

  @Test
  void deadlineOfMemcachedIsPartOfTheSlack() {
    assertThat(
            settings(
                    Map.of(
                        "cloakroom.store",
                        "memcached",
                        "cloakroom.memcached.command-timeout",
                        "2s"))
                .touches())
        .isEqualTo(new TouchPolicy(Duration.ofMinutes(1), Duration.ofSeconds(3)));
  }

  private static Duration idle(Map<String, Object> properties) {
    return settings(properties).idle();
  }

  private static StandardEnvironment environment(Map<String, Object> properties) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return environment;
  }

  private static SessionSettings settings(Map<String, Object> properties) {
    StandardEnvironment environment = environment(properties);
    return SessionSettings.of(
        Binder.get(environment).bindOrCreate("cloakroom", CloakroomProperties.class), environment);
  }
}
