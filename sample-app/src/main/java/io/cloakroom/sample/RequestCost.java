package io.cloakroom.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What the request of this thread has asked the session store for, so far. */
final class RequestCost {

  private static final ThreadLocal<RequestCost> CURRENT = ThreadLocal.withInitial(RequestCost::new);
  private static final double NANOS_IN_A_MILLI = 1e6;

  private final List<String> calls = new ArrayList<>();
  private long nanos;

  private RequestCost() {}

  static RequestCost current() {
    return CURRENT.get();
  }

  /** A new request begins on this thread. */
  static void reset() {
    CURRENT.remove();
  }

  <T> T of(String call, Supplier<T> work) {
    long began = System.nanoTime();
    try {
      return work.get();
    } finally {
      calls.add(call);
      nanos += System.nanoTime() - began;
    }
  }

  List<String> calls() {
    return List.copyOf(calls);
  }

  String millis() {
    return String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_IN_A_MILLI);
  }
}
