package io.cloakroom.autoconfigure;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** What a node keeps in its memory of sessions in Redis. */
public class NearCacheProperties {

  /**
   * Whether this node answers reads of sessions that it has read before from its memory, as long as
   * Redis tells it of changes. Needs Caffeine.
   */
  private boolean enabled;

  /** Memory that the sessions may take together, about. */
  private DataSize maxSize = DataSize.ofMegabytes(64);

  /**
   * Time after which a change that another node made, a logout for example, is seen at the latest,
   * when the connection that tells of it has fallen silent. Otherwise, it is seen at once.
   */
  private Duration maxDelay = Duration.ofSeconds(2);

  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  public DataSize getMaxSize() {
    return maxSize;
  }

  public void setMaxSize(DataSize maxSize) {
    this.maxSize = maxSize;
  }

  public Duration getMaxDelay() {
    return maxDelay;
  }

  public void setMaxDelay(Duration maxDelay) {
    this.maxDelay = maxDelay;
  }
}
