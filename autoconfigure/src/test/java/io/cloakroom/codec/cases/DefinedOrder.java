package io.cloakroom.codec.cases;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether the elements of a collection or map have an order that must be kept. */
final class DefinedOrder {

  private static final Set<String> WITHOUT =
      Set.of(
          "java.util.ImmutableCollections$Set12",
          "java.util.ImmutableCollections$SetN",
          "java.util.ImmutableCollections$Map1",
          "java.util.ImmutableCollections$MapN",
          "java.util.Collections$SetFromMap",
          "java.util.concurrent.ConcurrentHashMap$KeySetView");

  private DefinedOrder() {}

  /** A wrapper such as an unmodifiable set is taken to have one, since what it wraps may. */
  @SuppressWarnings("JdkObsolete")
  static boolean isIn(Object container) {
    boolean hashed =
        (container instanceof HashMap<?, ?> && !(container instanceof LinkedHashMap<?, ?>))
            || (container instanceof HashSet<?> && !(container instanceof LinkedHashSet<?>))
            || container instanceof Hashtable<?, ?>
            || container instanceof IdentityHashMap<?, ?>
            || container instanceof ConcurrentHashMap<?, ?>;
    return !hashed && !WITHOUT.contains(container.getClass().getName());
  }
}
