package io.cloakroom.autoconfigure;

import io.cloakroom.SessionTimeoutPolicy;
import io.cloakroom.SessionTimeoutPolicy.Timeouts;
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
 * @param longestIdle longest idle timeout that there is, also in place of never; null: any
 */
record SessionSettings(
    Duration idle,
    Duration anonymousIdle,
    @Nullable Duration lifetime,
    SessionLimits limits,
    TouchPolicy touches,
    Session web,
    @Nullable Duration longestIdle) {

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
    Duration longest =
        properties.getStore() == SessionStore.JWT ? properties.getJwt().getLifetime() : null;
    return new SessionSettings(
        cut(timeout, longest),
        cut(anonymous == null ? timeout : anonymous, longest),
        lifetime.isZero() ? null : lifetime,
        new SessionLimits(
            properties.getLimits().getAttributes(),
            properties.getLimits().getAttributeSize().toBytes(),
            properties.getLimits().getSessionSize().toBytes()),
        new TouchPolicy(properties.getTouchInterval(), FLUSH_INTERVAL.plus(deadline(properties))),
        web,
        longest);
  }

  /** Returns how long sessions live, if a policy has no other opinion. */
  SessionTimeouts timeouts(SessionTimeoutPolicy policy) {
    SessionTimeoutPolicy cutting =
        (principal, authorities) -> {
          Timeouts own = policy.timeouts(principal, authorities);
          Duration ownIdle = own == null ? null : own.idle();
          return own == null || ownIdle == null
              ? own
              : new Timeouts(cut(ownIdle, longestIdle), own.lifetime());
        };
    return new SessionTimeouts(
        idle, anonymousIdle, lifetime, longestIdle == null ? policy : cutting);
  }

  private static Duration cut(Duration idle, @Nullable Duration longest) {
    boolean never = idle.isZero() || idle.isNegative();
    return longest != null && (never || idle.compareTo(longest) > 0) ? longest : idle;
  }

  private static Duration deadline(CloakroomProperties properties) {
    SessionStore store = properties.getStore();
    return switch (store == null ? SessionStore.JDBC : store) {
      case REDIS -> properties.getRedis().getCommandTimeout();
      case JDBC -> properties.getJdbc().getCommandTimeout();
      case MEMCACHED -> properties.getMemcached().getCommandTimeout();
      case JWT -> Duration.ZERO;
    };
  }
}
