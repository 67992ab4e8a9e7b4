package io.cloakroom.autoconfigure;

import io.cloakroom.lifecycle.SessionLimits;
import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.servlet.Session;
import org.springframework.core.env.Environment;

/**
 * What the properties come to, Boot's and ours together.
 *
 * @param limits of each session
 * @param touches how exactly the store knows of uses
 * @param web Boot's {@code server.servlet.session.*}
 */
record SessionSettings(SessionLimits limits, TouchPolicy touches, Session web) {

  /** How long a use waits on its node at most. */
  static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);

  static SessionSettings of(CloakroomProperties properties, Environment environment) {
    Session web = Binder.get(environment).bindOrCreate("server.servlet.session", Session.class);
    Duration own = properties.getTimeout();
    Duration standard = web.getTimeout();
    Duration timeout = own != null ? own : standard != null ? standard : Duration.ZERO;
    SettingsCheck.check(properties, timeout);
    Duration lifetime = properties.getMaxLifetime();
    return new SessionSettings(
        new SessionLimits(
            timeout,
            lifetime.isZero() ? null : lifetime,
            properties.getLimits().getAttributes(),
            properties.getLimits().getAttributeSize().toBytes(),
            properties.getLimits().getSessionSize().toBytes()),
        new TouchPolicy(properties.getTouchInterval(), FLUSH_INTERVAL.plus(deadline(properties))),
        web);
  }

  private static Duration deadline(CloakroomProperties properties) {
    return properties.getStore() == SessionStore.REDIS
        ? properties.getRedis().getCommandTimeout()
        : properties.getJdbc().getCommandTimeout();
  }
}
