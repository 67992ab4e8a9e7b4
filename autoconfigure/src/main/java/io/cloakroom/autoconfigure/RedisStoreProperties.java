package io.cloakroom.autoconfigure;

import java.time.Duration;

/** The Redis store. */
public class RedisStoreProperties {

  /** Time in which a connection must be made. */
  private Duration connectTimeout = Duration.ofSeconds(1);

  /** Time in which a command must be answered. */
  private Duration commandTimeout = Duration.ofMillis(500);

  /** Time for which Redis keeps an expired session for the cleanup to announce it. */
  private Duration gracePeriod = Duration.ofHours(1);

  public Duration getConnectTimeout() {
    return connectTimeout;
  }

  public void setConnectTimeout(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  public Duration getCommandTimeout() {
    return commandTimeout;
  }

  public void setCommandTimeout(Duration commandTimeout) {
    this.commandTimeout = commandTimeout;
  }

  public Duration getGracePeriod() {
    return gracePeriod;
  }

  public void setGracePeriod(Duration gracePeriod) {
    this.gracePeriod = gracePeriod;
  }
}
