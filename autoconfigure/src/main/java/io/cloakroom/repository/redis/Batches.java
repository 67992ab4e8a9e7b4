package io.cloakroom.repository.redis;

import io.cloakroom.SessionKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What few scripts do for many sessions, since most of a script's cost is its call; and not too
 * many, since Redis does nothing else while one runs.
 */
final class Batches {

  private Batches() {}

  /**
   * Returns all, as one script each can take them.
   *
   * @param key of the session that one of them is about
   * @param cluster whether the keys of a script must be of one slot
   * @param size how many a script takes at most
   */
  static <T> List<List<T>> of(
      Collection<T> all, Function<T, SessionKey> key, boolean cluster, int size) {
    Map<String, List<T>> slots = new LinkedHashMap<>();
    for (T one : all) {
      String slot = cluster ? key.apply(one).shard() : "";
      slots.computeIfAbsent(slot, first -> new ArrayList<>()).add(one);
    }
    List<List<T>> batches = new ArrayList<>();
    for (List<T> slot : slots.values()) {
      for (int from = 0; from < slot.size(); from += size) {
        batches.add(slot.subList(from, Math.min(from + size, slot.size())));
      }
    }
    return batches;
  }
}
