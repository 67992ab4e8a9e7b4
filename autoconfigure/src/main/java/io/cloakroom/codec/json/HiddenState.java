package io.cloakroom.codec.json;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Spliterator;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Refuses collections of the JDK that are more than their content, which alone is stored. */
final class HiddenState {

  private static final String SET_FROM_MAP = "java.util.Collections$SetFromMap";
  private static final String UNMODIFIABLE_SET = "java.util.Collections$UnmodifiableSet";

  /**
   * Views of what decides how they behave; lists behave alike, and sorted views say their order.
   */
  private static final Set<String> VIEWS =
      Set.of(
          SET_FROM_MAP,
          "java.util.Collections$SynchronizedMap",
          "java.util.Collections$SynchronizedSet",
          "java.util.Collections$UnmodifiableMap",
          UNMODIFIABLE_SET);

  private HiddenState() {}

  static void check(Object value) {
    if (value instanceof Properties properties) {
      check(properties);
    } else if (value instanceof LinkedBlockingQueue<?> queue
        && queue.remainingCapacity() != Integer.MAX_VALUE - queue.size()) {
      throw new RefusedValueException(value.getClass(), "has a capacity, which is not stored");
    } else if (VIEWS.contains(value.getClass().getName()) && !isPlain(value)) {
      checkViewed(value, Viewed.by(value));
    }
  }

  /**
   * Returns whether it is the view of a usual set that cannot be changed. Each user of Spring
   * Security has one, and its spliterator, which is that of the set, tells at far less cost than
   * its serialization.
   */
  private static boolean isPlain(Object view) {
    if (!view.getClass().getName().equals(UNMODIFIABLE_SET)) {
      return false;
    }
    Spliterator<?> content = ((Set<?>) view).spliterator();
    return switch (content.getClass().getName()) {
      case "java.util.HashMap$KeySpliterator" -> true;
      case "java.util.TreeMap$KeySpliterator" ->
          !Sorting.decidesWhatEquals(content.getComparator());
      default -> false;
    };
  }

  /** Returns whether a set is safe for several threads, by the map that it is made of. */
  static boolean isConcurrentSet(Object value) {
    return value.getClass().getName().equals(SET_FROM_MAP)
        && Viewed.by(value) instanceof ConcurrentHashMap;
  }

  private static void check(Properties properties) {
    boolean strings =
        properties.entrySet().stream()
            .allMatch(each -> each.getKey() instanceof String && each.getValue() instanceof String);
    if (!strings || properties.stringPropertyNames().size() > properties.size()) {
      throw new RefusedValueException(
          properties.getClass(), "has defaults, or other than strings; use a map");
    }
  }

  private static void checkViewed(Object view, @Nullable Object viewed) {
    if (viewed == null) {
      return;
    }
    boolean identity = viewed instanceof IdentityHashMap || viewed instanceof WeakHashMap;
    boolean sorted = viewed instanceof SortedMap || viewed instanceof SortedSet;
    boolean growing = sorted && !view.getClass().getName().contains("Unmodifiable");
    if (identity || growing || Sorting.decidesWhatEquals(viewed)) {
      throw new RefusedValueException(
          view.getClass(),
          "is a view of %s, which decides what equals or sorts, and is not stored; store that itself"
              .formatted(viewed.getClass().getName()));
    }
    check(viewed);
  }

  /** A view tells what it is of to its own serialization only. */
  private static final class Viewed extends ObjectOutputStream {

    private final Object view;
    private @Nullable Object found;

    private Viewed(Object view) throws IOException {
      super(OutputStream.nullOutputStream());
      this.view = view;
      enableReplaceObject(true);
    }

    static @Nullable Object by(Object view) {
      try (Viewed viewed = new Viewed(view)) {
        viewed.writeObject(view);
        return viewed.found;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
      if (object == view) {
        return object;
      }
      found = found == null ? object : found;
      return null;
    }
  }
}
