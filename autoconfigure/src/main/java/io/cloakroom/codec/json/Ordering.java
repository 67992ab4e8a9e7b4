package io.cloakroom.codec.json;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.util.ClassUtil;

/** Which containers have no order of their own, so that one has to be found for what is in them. */
final class Ordering {

  private static final Set<String> HASHED =
      Set.of(
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.Properties",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentHashMap$KeySetView");

  private Ordering() {}

  static boolean isMissing(Map<?, ?> map) {
    return isMissing(map.getClass());
  }

  static boolean isMissing(Collection<?> collection) {
    return isMissing(collection.getClass());
  }

  private static boolean isMissing(Class<?> type) {
    Class<?> known = type;
    while (!ClassUtil.isJDKClass(known) && known.getSuperclass() != null) {
      known = known.getSuperclass();
    }
    String name = known.getName();
    return HASHED.contains(name)
        || name.startsWith("java.util.ImmutableCollections$Set")
        || name.startsWith("java.util.ImmutableCollections$Map");
  }

  /**
   * A value and its text, in the order of the texts: hash codes and insertion differ between nodes.
   *
   * @param text in JSON
   */
  record Text<T>(String text, T value) implements Comparable<Text<T>> {

    @Override
    public int compareTo(Text<T> other) {
      return text.compareTo(other.text);
    }
  }
}
