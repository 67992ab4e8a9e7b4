package io.cloakroom.repository.redis;

import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How sessions are kept in Redis.
 *
 * @param namespace begins each key; letters, digits and {@code _ . : -} only, since braces would
 *     decide about the slot
 * @param grace how long after its expiry Redis keeps a session for the cleanup, so that its event
 *     has the attributes; more than zero
 * @param touches how exactly the last use is known
 */
public record RedisStoreSettings(String namespace, Duration grace, TouchPolicy touches) {

  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.:-]+");

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException that names the setting, its value and the remedy
   */
  public RedisStoreSettings {
    if (!NAMESPACE.matcher(namespace).matches()) {
      throw new IllegalArgumentException(
          "The namespace of sessions in Redis may have letters, digits and _ . : - only, was '"
              + namespace
              + "'");
    }
    if (grace.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "The grace period of sessions in Redis must be longer than zero, was " + grace);
    }
  }
}
