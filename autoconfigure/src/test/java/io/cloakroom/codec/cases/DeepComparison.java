package io.cloakroom.codec.cases;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares two values field by field, whatever their {@code equals} says: concrete classes, the
 * comparators of sorted collections, and the order of elements where there is one.
 *
 * <p>Left out are transient fields, and of an exception its cause and its stack trace.
 */
final class DeepComparison {

  private final IdentityHashMap<Object, Object> compared = new IdentityHashMap<>();
  private final List<String> differences = new ArrayList<>();
  private final List<String> otherClasses = new ArrayList<>();

  private DeepComparison() {}

  /**
   * Compares a value with what came of it.
   *
   * @return exact, the same content if only classes of collections differ, or different
   */
  static Result compare(@Nullable Object before, @Nullable Object after) {
    DeepComparison comparison = new DeepComparison();
    comparison.compare(before, after, "$");
    if (!comparison.differences.isEmpty()) {
      return new Result(Outcome.DIFFERENT, String.join("; ", comparison.differences));
    }
    return comparison.otherClasses.isEmpty()
        ? new Result(Outcome.EXACT, "")
        : new Result(Outcome.SAME_CONTENT, String.join("; ", comparison.otherClasses));
  }

  /**
   * What a comparison found.
   *
   * @param outcome exact, the same content, or different
   * @param description path and kind of each difference, empty if there is none
   */
  record Result(Outcome outcome, String description) {}

  private void compare(@Nullable Object a, @Nullable Object b, String path) {
    if (a == b) {
      return;
    }
    if (a == null || b == null) {
      differ(path, a, b);
    } else if (compared.put(a, b) != b && haveComparableClasses(a, b, path)) {
      compareContents(a, b, path);
    }
  }

  private boolean haveComparableClasses(Object a, Object b, String path) {
    if (a.getClass() == b.getClass()) {
      return true;
    }
    for (Class<?> kind : List.of(List.class, Set.class, Map.class)) {
      if (kind.isInstance(a) && kind.isInstance(b)) {
        otherClasses.add(path + ": " + name(a) + " became " + name(b));
        return true;
      }
    }
    differ(path, a, b);
    return false;
  }

  private void compareContents(Object a, Object b, String path) {
    if (a.getClass().isArray()) {
      compareInOrder(elements(a), elements(b), path);
    } else if (a instanceof Map<?, ?> map) {
      compareMaps(map, (Map<?, ?>) b, path);
      compareFields(a, b, path);
    } else if (a instanceof Collection<?> collection) {
      compareCollections(collection, (Collection<?>) b, path);
      compareFields(a, b, path);
    } else if (a instanceof Throwable thrown) {
      compare(thrown.getMessage(), ((Throwable) b).getMessage(), path + ".message");
      compareFields(a, b, path);
    } else if (a instanceof Optional<?> optional) {
      compare(optional.orElse(null), ((Optional<?>) b).orElse(null), path + ".value");
    } else if (a instanceof AtomicReference<?> reference) {
      compare(reference.get(), ((AtomicReference<?>) b).get(), path + ".value");
    } else if (isOfTheJdk(a.getClass()) || a instanceof Enum<?>) {
      compareValues(a, b, path);
    } else {
      compareFields(a, b, path);
    }
  }

  private void compareMaps(Map<?, ?> a, Map<?, ?> b, String path) {
    if (a instanceof SortedMap<?, ?> sorted) {
      compareComparators(sorted.comparator(), ((SortedMap<?, ?>) b).comparator(), path);
    }
    List<Entry<?, ?>> others = new ArrayList<>(b.entrySet());
    boolean ordered = DefinedOrder.isIn(a);
    for (Entry<?, ?> entry : a.entrySet()) {
      String at = path + "{" + entry.getKey() + "}";
      Entry<?, ?> other = takeMatch(others, e -> isSame(entry.getKey(), e.getKey()), ordered);
      if (other == null) {
        differences.add(at + " is missing, or elsewhere");
      } else {
        compare(entry.getValue(), other.getValue(), at);
      }
    }
    others.forEach(entry -> differences.add(path + "{" + entry.getKey() + "} was not there"));
  }

  private void compareCollections(Collection<?> a, Collection<?> b, String path) {
    if (a instanceof SortedSet<?> sorted) {
      compareComparators(sorted.comparator(), ((SortedSet<?>) b).comparator(), path);
    }
    if (DefinedOrder.isIn(a)) {
      compareInOrder(new ArrayList<>(a), new ArrayList<>(b), path);
      return;
    }
    List<Object> others = new ArrayList<>(b);
    for (Object element : a) {
      if (takeMatch(others, other -> isSame(element, other), false) == null) {
        differences.add(path + "[" + element + "] is missing");
      }
    }
    others.forEach(element -> differences.add(path + "[" + element + "] was not there"));
  }

  private void compareInOrder(List<?> a, List<?> b, String path) {
    if (a.size() != b.size()) {
      differences.add(path + " had " + a.size() + " elements, has " + b.size());
      return;
    }
    for (int i = 0; i < a.size(); i++) {
      compare(a.get(i), b.get(i), path + "[" + i + "]");
    }
  }

  private void compareComparators(
      @Nullable Comparator<?> a, @Nullable Comparator<?> b, String path) {
    if ((a != null && b != null) ? a.getClass() != b.getClass() : a != b) {
      differences.add(path + " has another comparator");
    }
  }

  private void compareFields(Object a, Object b, String path) {
    Class<?> type = a.getClass();
    while (type != null && !isOfTheJdk(type)) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !Modifier.isTransient(field.getModifiers())) {
          compare(read(field, a), read(field, b), path + "." + field.getName());
        }
      }
      type = type.getSuperclass();
    }
  }

  private void compareValues(Object a, Object b, String path) {
    boolean same =
        a instanceof Pattern pattern
            ? a.toString().equals(b.toString()) && pattern.flags() == ((Pattern) b).flags()
            : definesEquals(a) ? a.equals(b) : a.toString().equals(b.toString());
    if (!same) {
      differences.add(path + " was " + a + ", is " + b);
    }
  }

  private void differ(String path, @Nullable Object a, @Nullable Object b) {
    differences.add(path + ": " + name(a) + " became " + name(b));
  }

  /** Removes the first that matches and returns it; in order, only the first of all can match. */
  private static <T> @Nullable T takeMatch(List<T> of, Predicate<T> matching, boolean inOrder) {
    for (int i = 0; i < (inOrder ? Math.min(1, of.size()) : of.size()); i++) {
      if (matching.test(of.get(i))) {
        return of.remove(i);
      }
    }
    return null;
  }

  private static boolean isSame(@Nullable Object a, @Nullable Object b) {
    return compare(a, b).outcome() == Outcome.EXACT;
  }

  private static List<@Nullable Object> elements(Object array) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(Array.get(array, i));
    }
    return elements;
  }

  /** Some of the JDK's values, a StringBuilder or an AtomicLong, equal only themselves. */
  private static boolean definesEquals(Object value) {
    try {
      return value.getClass().getMethod("equals", Object.class).getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isOfTheJdk(Class<?> type) {
    return type.getName().startsWith("java.") || type.getName().startsWith("sun.");
  }

  private static @Nullable Object read(Field field, Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static String name(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getName();
  }
}
