package io.cloakroom.sample.where;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Counts the calls that request threads make. What other threads do is nobody's request, and not
 * counted.
 */
@Component
class StoreCalls implements RequestCost {

  private static final Cost NOTHING = new Cost(List.of(), Duration.ZERO);

  @SuppressWarnings("ThreadLocalUsage") // Not static: each application counts for itself.
  private final ThreadLocal<Cost> costs = new ThreadLocal<>();

  void begin() {
    costs.set(NOTHING);
  }

  void add(String call, Duration time) {
    Cost before = costs.get();
    if (before != null) {
      List<String> all = Stream.concat(before.calls().stream(), Stream.of(call)).toList();
      costs.set(new Cost(all, before.time().plus(time)));
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
    return cost == null ? NOTHING : cost;
  }
}
