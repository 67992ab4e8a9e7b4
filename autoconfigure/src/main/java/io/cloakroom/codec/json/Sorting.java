package io.cloakroom.codec.json;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sorted collections whose comparator is one of the JDK's own. Their names carry it, and stand for
 * classes that exist for that only: what is read is a plain {@link TreeMap} or {@link TreeSet}.
 */
final class Sorting {

  private static final String IGNORING_CASE = "~ignoring-case";
  private static final String REVERSED = "~reversed";

  private static final Map<String, Class<?>> CLASSES =
      Map.of(
          "java.util.TreeMap" + IGNORING_CASE, MapIgnoringCase.class,
          "java.util.TreeMap" + REVERSED, ReversedMap.class,
          "java.util.TreeSet" + IGNORING_CASE, SetIgnoringCase.class,
          "java.util.TreeSet" + REVERSED, ReversedSet.class);

  private Sorting() {}

  /**
   * Returns null if this is not a collection with a comparator.
   *
   * @throws RefusedValueException if its comparator is not known
   */
  static @Nullable String nameOf(Object value) {
    Comparator<?> comparator = comparatorOf(value);
    if (comparator == null || isNatural(comparator)) {
      return null;
    }
    Class<?> type = value.getClass();
    if (type == TreeMap.class || type == TreeSet.class) {
      if (comparator.equals(String.CASE_INSENSITIVE_ORDER)) {
        return type.getName() + IGNORING_CASE;
      }
      if (comparator.equals(Collections.reverseOrder())) {
        return type.getName() + REVERSED;
      }
    }
    throw new RefusedValueException(
        type,
        "has the comparator "
            + comparator.getClass().getName()
            + ", which is not stored; use natural, reverse or case-insensitive order");
  }

  /**
   * Returns whether what equals in a collection is for its comparator to say. That of Spring
   * Security, which sorts the authorities of each of its users, agrees with equality.
   */
  static boolean decidesWhatEquals(Object value) {
    return decidesWhatEquals(comparatorOf(value));
  }

  static boolean decidesWhatEquals(@Nullable Comparator<?> comparator) {
    return comparator != null
        && !isNatural(comparator)
        && !comparator.getClass().getName().startsWith("org.springframework.security.");
  }

  private static boolean isNatural(Comparator<?> comparator) {
    return comparator.equals(Comparator.naturalOrder());
  }

  static @Nullable Class<?> classOf(String name) {
    return CLASSES.get(name);
  }

  private static @Nullable Comparator<?> comparatorOf(Object value) {
    if (value instanceof SortedMap<?, ?> map) {
      return map.comparator();
    }
    if (value instanceof SortedSet<?> set) {
      return set.comparator();
    }
    return value instanceof PriorityQueue<?> queue ? queue.comparator() : null;
  }

  abstract static class MapIgnoringCase extends TreeMap<String, Object> {}

  abstract static class ReversedMap extends TreeMap<Object, Object> {}

  abstract static class SetIgnoringCase extends TreeSet<String> {}

  abstract static class ReversedSet extends TreeSet<Object> {}
}
