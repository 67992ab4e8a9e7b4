package io.cloakroom.benchmarks.comparison;

import java.util.List;
import java.util.Map;

/** A store that one variant has for itself, as a process of this machine. */
interface StoreServer extends AutoCloseable {

  int port();

  /** Returns the properties by which an application finds it at a port on loopback. */
  List<String> properties(int port);

  StoreUse use();

  /** Returns the bytes that everything stored takes, indexes included. */
  long storedBytes();

  /** Finishes, after many sessions were stored, what it would otherwise do some time later. */
  void settle();

  /** Begins to count what {@link #commands()} returns. */
  void startCounting();

  /** Ends it, so that counting costs nothing where time is measured. */
  void stopCounting();

  /**
   * Returns how often each command or statement was run since, those inside of scripts included.
   */
  Map<String, Long> commands();

  /** Returns the median time of a round trip to it by a port, which may be another one's. */
  double pingMillis(int port);

  String description();

  @Override
  void close();
}
