package io.cloakroom.sample.where;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What requests cost at the session store. */
public interface RequestCost {

  /**
   * A cost.
   *
   * @param calls what the store was asked to do, in that order: find, insert, update, ...
   * @param time that they took together
   */
  record Cost(List<String> calls, Duration time) {

    /** Returns the time in milliseconds, for people. */
    public String millis() {
      return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }
  }

  /** Returns what the request of this thread cost so far. */
  Cost current();
}
