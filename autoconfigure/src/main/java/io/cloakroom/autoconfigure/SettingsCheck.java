package io.cloakroom.autoconfigure;

import io.cloakroom.ClientDetails;
import io.cloakroom.codec.ClassAllowList;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/** Stops start-up at the first setting that cannot be meant. */
final class SettingsCheck {

  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.:/-]{1,100}");
  private static final Pattern SQL_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

  /** Redis is asked four times in it whether it still tells of changes. */
  private static final Duration SHORTEST_DELAY = Duration.ofMillis(100);

  private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(1);
  private static final Duration LONGEST_WITHOUT_REVOCATION = Duration.ofHours(1);
  private static final Duration LONGEST_IDENTITY_LIFETIME = Duration.ofMinutes(15);

  private SettingsCheck() {}

  static void check(CloakroomProperties settings, Duration timeout) {
    Duration anonymousTimeout = settings.getAnonymousTimeout();
    if (anonymousTimeout != null) {
      positive("cloakroom.anonymous-timeout", anonymousTimeout);
    }
    notNegative("cloakroom.max-lifetime", settings.getMaxLifetime());
    notNegative("cloakroom.touch-interval", settings.getTouchInterval());
    boolean idles = !timeout.isZero() && !timeout.isNegative();
    // One that nobody chose gives way to a short timeout: a tenth of the timeout is used then.
    boolean chosen =
        !settings.getTouchInterval().equals(new CloakroomProperties().getTouchInterval());
    if (chosen && idles && settings.getTouchInterval().compareTo(timeout) >= 0) {
      throw invalid(
          "cloakroom.touch-interval",
          settings.getTouchInterval(),
          "It must be shorter than the timeout, which is " + timeout + ".");
    }
    settings.getTouch().getExclude().forEach(PathPatterns::parse);
    matches("cloakroom.namespace", settings.getNamespace(), NAMESPACE);
    String header = settings.getId().getHeader();
    if (header != null) {
      matches("cloakroom.id.header", header, HEADER);
    }
    serialization(settings.getSerialization());
    limits(settings.getLimits(), settings.getStore());
    cleanup(settings.getCleanup());
    redis(settings.getRedis());
    nearCache(settings.getNearCache(), settings.getStore());
    jdbc(settings.getJdbc());
    memcached(settings.getMemcached());
    jwt(settings);
    identity(settings.getJwt().getIdentity());
  }

  private static void serialization(SerializationProperties serialization) {
    for (String name : serialization.getAllowedPackages()) {
      try {
        new ClassAllowList(List.of(name));
      } catch (IllegalArgumentException e) {
        throw invalid(
            "cloakroom.serialization.allowed-packages", name, String.valueOf(e.getMessage()));
      }
    }
    DataSize compressAbove = serialization.getCompressAbove();
    if (compressAbove != null) {
      atLeastOne("cloakroom.serialization.compress-above", compressAbove.toBytes());
    }
  }

  private static void limits(LimitsProperties limits, @Nullable SessionStore store) {
    atLeastOne("cloakroom.limits.attributes", limits.getAttributes());
    atLeastOne("cloakroom.limits.attribute-size", limits.getAttributeSize().toBytes());
    atLeastOne("cloakroom.limits.session-size", limits.getSessionSize().toBytes());
    Integer creations = limits.getCreationsPerAddress();
    if (creations != null) {
      atLeastOne("cloakroom.limits.creations-per-address", creations);
    }
    Integer sessions = limits.getSessionsPerPrincipal();
    if (sessions != null) {
      atLeastOne("cloakroom.limits.sessions-per-principal", sessions);
      if (store == SessionStore.MEMCACHED) {
        throw invalid(
            "cloakroom.limits.sessions-per-principal",
            sessions,
            "Memcached cannot find a user's sessions: use cloakroom.store=redis or jdbc, or leave it out.");
      }
    }
  }

  private static void cleanup(CleanupProperties cleanup) {
    positive("cloakroom.cleanup.interval", cleanup.getInterval());
    atLeastOne("cloakroom.cleanup.batch-size", cleanup.getBatchSize());
  }

  private static void redis(RedisStoreProperties redis) {
    positive("cloakroom.redis.connect-timeout", redis.getConnectTimeout());
    positive("cloakroom.redis.command-timeout", redis.getCommandTimeout());
    positive("cloakroom.redis.grace-period", redis.getGracePeriod());
  }

  private static void nearCache(NearCacheProperties cache, @Nullable SessionStore store) {
    atLeastOne("cloakroom.near-cache.max-size", cache.getMaxSize().toBytes());
    if (cache.getMaxDelay().compareTo(SHORTEST_DELAY) < 0) {
      throw invalid(
          "cloakroom.near-cache.max-delay", cache.getMaxDelay(), "It must be at least 100ms.");
    }
    if (cache.isEnabled() && (store == SessionStore.JDBC || store == SessionStore.MEMCACHED)) {
      throw invalid(
          "cloakroom.near-cache.enabled",
          true,
          "The near cache is for cloakroom.store=redis: %s does not tell of changes."
              .formatted(store == SessionStore.JDBC ? "a database" : "Memcached"));
    }
    if (cache.isEnabled() && store == SessionStore.JWT) {
      throw invalid(
          "cloakroom.near-cache.enabled",
          true,
          "The near cache is for cloakroom.store=redis: tokens are in no store.");
    }
  }

  private static void jdbc(JdbcStoreProperties jdbc) {
    atLeastOne("cloakroom.jdbc.pool-size", jdbc.getPoolSize());
    positive("cloakroom.jdbc.connect-timeout", jdbc.getConnectTimeout());
    positive("cloakroom.jdbc.command-timeout", jdbc.getCommandTimeout());
    positive("cloakroom.jdbc.expiry-bucket", jdbc.getExpiryBucket());
    matches("cloakroom.jdbc.table-name", jdbc.getTableName(), SQL_NAME);
    String schema = jdbc.getSchemaName();
    if (schema != null) {
      matches("cloakroom.jdbc.schema-name", schema, SQL_NAME);
    }
  }

  private static void jwt(CloakroomProperties settings) {
    JwtProperties jwt = settings.getJwt();
    if (jwt.getLifetime().compareTo(SHORTEST_LIFETIME) < 0) {
      throw invalid("cloakroom.jwt.lifetime", jwt.getLifetime(), "It must be at least 1s.");
    }
    notNegative("cloakroom.jwt.clock-skew", jwt.getClockSkew());
    if (jwt.getRevocationDelay().compareTo(SHORTEST_DELAY) < 0) {
      throw invalid(
          "cloakroom.jwt.revocation-delay", jwt.getRevocationDelay(), "It must be at least 100ms.");
    }
    carry(jwt.getCarry(), settings.getStore());
    if (settings.getStore() != SessionStore.JWT && jwt.getCarry().isEmpty()) {
      return;
    }
    RevocationMode revocation = RevocationSettings.of(settings).mode();
    if (revocation == RevocationMode.NONE
        && jwt.getLifetime().compareTo(LONGEST_WITHOUT_REVOCATION) > 0) {
      throw invalid(
          "cloakroom.jwt.lifetime",
          jwt.getLifetime(),
          "It must be at most 1h with cloakroom.jwt.revocation=none: nothing takes a token back before its end.");
    }
    if (revocation == RevocationMode.NONE
        && settings.getStore() == SessionStore.JWT
        && settings.getMaxLifetime().isZero()) {
      throw invalid(
          "cloakroom.max-lifetime",
          settings.getMaxLifetime(),
          "It must be positive with cloakroom.jwt.revocation=none: a copied token could be renewed for ever.");
    }
    Integer perPrincipal = settings.getLimits().getSessionsPerPrincipal();
    if (perPrincipal != null && settings.getStore() == SessionStore.JWT) {
      throw invalid(
          "cloakroom.limits.sessions-per-principal",
          perPrincipal,
          "With cloakroom.store=jwt, nobody can count the sessions of a user.");
    }
  }

  private static void carry(List<String> names, @Nullable SessionStore store) {
    if (names.isEmpty()) {
      return;
    }
    String property = "cloakroom.jwt.carry";
    if (store == SessionStore.JWT) {
      throw invalid(
          property, names, "With cloakroom.store=jwt, all attributes travel: leave it out.");
    }
    if (store != SessionStore.REDIS && store != SessionStore.JDBC) {
      throw invalid(
          property, names, "It is for cloakroom.store=redis or jdbc, which know what was ended.");
    }
    if (names.stream().anyMatch(name -> name.isBlank() || name.equals(ClientDetails.ATTRIBUTE))) {
      throw invalid(property, names, "It must be names of the application's attributes.");
    }
  }

  private static void identity(IdentityProperties identity) {
    Duration lifetime = identity.getLifetime();
    if (lifetime.compareTo(SHORTEST_LIFETIME) < 0
        || lifetime.compareTo(LONGEST_IDENTITY_LIFETIME) > 0) {
      throw invalid(
          "cloakroom.jwt.identity.lifetime",
          lifetime,
          "It must be at least 1s, and at most 15m: nothing takes such a token back before its end.");
    }
    matches("cloakroom.jwt.identity.jwks-path", identity.getJwksPath(), PATH);
  }

  private static void memcached(MemcachedStoreProperties memcached) {
    positive("cloakroom.memcached.connect-timeout", memcached.getConnectTimeout());
    positive("cloakroom.memcached.command-timeout", memcached.getCommandTimeout());
  }

  private static void notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw invalid(name, value, "It must not be negative.");
    }
  }

  private static void positive(String name, Duration value) {
    if (value.toMillis() <= 0) {
      throw invalid(name, value, "It must be at least 1ms.");
    }
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw invalid(name, value, "It must be at least 1.");
    }
  }

  private static void matches(String name, String value, Pattern form) {
    if (!form.matcher(value).matches()) {
      throw invalid(name, value, "It must match " + form + ".");
    }
  }

  private static InvalidConfigurationPropertyValueException invalid(
      String name, @Nullable Object value, String reason) {
    return new InvalidConfigurationPropertyValueException(name, value, reason);
  }
}
