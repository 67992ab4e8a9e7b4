package io.cloakroom.sample.where;

import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Counts the calls that request threads make. What other threads do is nobody's request, and not
 * counted.
 */
@Component
class StoreCalls implements RequestCost {

  @SuppressWarnings("ThreadLocalUsage") // Not static: each application counts for itself.
  private final ThreadLocal<Cost> costs = new ThreadLocal<>();

  void begin() {
    costs.set(new Cost(0, Duration.ZERO));
  }

  void add(Duration time) {
    Cost before = costs.get();
    if (before != null) {
      costs.set(new Cost(before.calls() + 1, before.time().plus(time)));
    }
  }

  /** Ends the counting; the thread goes on to other requests. */
  Cost end() {
    Cost all = current();
    costs.remove();
    return all;
  }

  @Override
  public Cost current() {
    Cost cost = costs.get();
    return cost == null ? new Cost(0, Duration.ZERO) : cost;
  }
}
