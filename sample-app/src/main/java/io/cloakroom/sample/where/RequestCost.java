package io.cloakroom.sample.where;

import java.time.Duration;

/** What requests cost at the session store. */
public interface RequestCost {

  /**
   * A cost.
   *
   * @param calls of the store
   * @param time that they took together
   */
  record Cost(int calls, Duration time) {

    /** Returns the time in milliseconds, for people. */
    public String millis() {
      return "%.1f ms".formatted(time.toNanos() / 1e6);
    }
  }

  /** Returns what the request of this thread cost so far. */
  Cost current();
}
