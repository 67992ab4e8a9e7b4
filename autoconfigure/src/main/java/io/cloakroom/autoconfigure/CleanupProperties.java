package io.cloakroom.autoconfigure;

import java.time.Duration;

/** How expired sessions are removed. */
public class CleanupProperties {

  /** Whether this node removes expired sessions and announces their end. */
  private boolean enabled = true;

  /** Pause between two runs, varied by a quarter; a sixth of it after a run that failed. */
  private Duration interval = Duration.ofMinutes(1);

  /** Number of sessions removed at a time, before a pause four times as long as that took. */
  private int batchSize = 100;

  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  public Duration getInterval() {
    return interval;
  }

  public void setInterval(Duration interval) {
    this.interval = interval;
  }

  public int getBatchSize() {
    return batchSize;
  }

  public void setBatchSize(int batchSize) {
    this.batchSize = batchSize;
  }
}
