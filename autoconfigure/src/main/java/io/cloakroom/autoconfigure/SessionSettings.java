package io.cloakroom.autoconfigure;

import io.cloakroom.SessionTimeoutPolicy;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.lifecycle.SessionLimits;
import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.servlet.Session;
import org.springframework.core.env.Environment;

/**
 * What the properties come to, Boot's and ours together.
 *
 * @param idle idle timeout; zero or negative: never
 * @param anonymousIdle idle timeout of sessions that belong to nobody
 * @param lifetime maximum lifetime; null for none
 * @param limits of what a session may hold
 * @param touches how exactly the store knows of uses
 * @param web Boot's {@code server.servlet.session.*}
 */
record SessionSettings(
    Duration idle,
    Duration anonymousIdle,
    @Nullable Duration lifetime,
    SessionLimits limits,
    TouchPolicy touches,
    Session web) {

  /** How long a use waits on its node at most. */
  static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);

  static SessionSettings of(CloakroomProperties properties, Environment environment) {
    Session web = Binder.get(environment).bindOrCreate("server.servlet.session", Session.class);
    Duration own = properties.getTimeout();
    Duration standard = web.getTimeout();
    Duration timeout = own != null ? own : standard != null ? standard : Duration.ZERO;
    SettingsCheck.check(properties, timeout);
    Duration anonymous = properties.getAnonymousTimeout();
    Duration lifetime = properties.getMaxLifetime();
    return new SessionSettings(
        timeout,
        anonymous == null ? timeout : anonymous,
        lifetime.isZero() ? null : lifetime,
        new SessionLimits(
            properties.getLimits().getAttributes(),
            properties.getLimits().getAttributeSize().toBytes(),
            properties.getLimits().getSessionSize().toBytes()),
        new TouchPolicy(properties.getTouchInterval(), FLUSH_INTERVAL.plus(deadline(properties))),
        web);
  }

  /** Returns how long sessions live, if a policy has no other opinion. */
  SessionTimeouts timeouts(SessionTimeoutPolicy policy) {
    return new SessionTimeouts(idle, anonymousIdle, lifetime, policy);
  }

  private static Duration deadline(CloakroomProperties properties) {
    SessionStore store = properties.getStore();
    return switch (store == null ? SessionStore.JDBC : store) {
      case REDIS -> properties.getRedis().getCommandTimeout();
      case JDBC -> properties.getJdbc().getCommandTimeout();
      case MEMCACHED -> properties.getMemcached().getCommandTimeout();
    };
  }
}
