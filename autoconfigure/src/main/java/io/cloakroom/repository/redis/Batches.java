package io.cloakroom.repository.redis;

import java.util.ArrayList;
import java.util.List;

/** Lists in parts, since what is sent together keeps Redis from others. */
final class Batches {

  private Batches() {}

  /** Returns all elements in their order, in lists of that size; the last one may be shorter. */
  static <T> List<List<T>> of(List<T> all, int size) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      batches.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return batches;
  }
}
