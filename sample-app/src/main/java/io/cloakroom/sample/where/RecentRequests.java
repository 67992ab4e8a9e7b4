package io.cloakroom.sample.where;

import io.cloakroom.sample.where.RequestCost.Cost;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;

/** The last few requests that this node served: a write is only known after its response. */
@Component
class RecentRequests {

  private static final int MOST = 8;

  private final Deque<Served> requests = new ArrayDeque<>();

  /**
   * A request that was served.
   *
   * @param method of HTTP
   * @param path without its query
   * @param cost all of it
   */
  record Served(String method, String path, Cost cost) {}

  synchronized void add(Served request) {
    requests.addFirst(request);
    if (requests.size() > MOST) {
      requests.removeLast();
    }
  }

  /** Returns them, the latest first. */
  synchronized List<Served> latest() {
    return List.copyOf(requests);
  }
}
