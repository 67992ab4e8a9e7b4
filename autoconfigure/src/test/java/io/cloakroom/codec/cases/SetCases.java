package io.cloakroom.codec.cases;

import static io.cloakroom.codec.cases.Expected.refused;

import io.cloakroom.codec.cases.app.Status;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Sets. */
final class SetCases {

  private SetCases() {}

  static List<SessionValue> all() {
    return new Theme("Sets")
        .exact("HashSet", () -> new HashSet<>(List.of(1L, 2L)))
        .exact("LinkedHashSet", () -> new LinkedHashSet<>(List.of(9L, 2L)))
        .exact("TreeSet", () -> new TreeSet<>(List.of("b", "a")))
        .exact(
            "TreeSet with CASE_INSENSITIVE_ORDER",
            () -> fill(new TreeSet<>(String.CASE_INSENSITIVE_ORDER), "b", "A"))
        .value(
            "TreeSet with a comparator of its own",
            () -> fill(new TreeSet<>(backwards()), "a", "b"),
            refused("has a comparator of its own", "the comparator", "use natural"),
            refused("has a lambda as its comparator", "java.lang.invoke.SerializedLambda"))
        .exact("Set.of", () -> Set.of(1L, 2L, 3L))
        .exact("EnumSet", () -> EnumSet.of(Status.NEW, Status.SENT))
        .exact("EnumSet, empty", () -> EnumSet.noneOf(Status.class))
        .exact("unmodifiableSet", () -> Collections.unmodifiableSet(fill(new HashSet<>(), "a")))
        .exact(
            "unmodifiableSet of a LinkedHashSet",
            () -> Collections.unmodifiableSet(new LinkedHashSet<>(List.of(3L, 1L))))
        .exact(
            "unmodifiableSortedSet",
            () -> Collections.unmodifiableSortedSet(new TreeSet<>(List.of("b", "a"))))
        .exact("emptySet", Collections::emptySet)
        .exact("ConcurrentHashMap.newKeySet", () -> fill(ConcurrentHashMap.newKeySet(), "a"))
        .exact("newSetFromMap", () -> fill(Collections.newSetFromMap(new HashMap<>()), "a"))
        .exact("BitSet", () -> BitSet.valueOf(new long[] {32}))
        .values();
  }

  private static Comparator<String> backwards() {
    return (Comparator<String> & Serializable) (a, b) -> b.compareTo(a);
  }

  private static Set<String> fill(Set<String> set, String... elements) {
    Collections.addAll(set, elements);
    return set;
  }
}
