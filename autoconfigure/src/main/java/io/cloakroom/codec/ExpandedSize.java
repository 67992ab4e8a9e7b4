package io.cloakroom.codec;

import java.io.InvalidClassException;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large collections are if each reference to one is followed, as their hash codes do: a
 * kilobyte of sets that hold each other twice takes days (Bloch, Effective Java, item 85).
 */
final class ExpandedSize {

  /** Small ones may share what is in them as they like. */
  private static final long ALWAYS_ALLOWED = 10_000;

  private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>();
  private final long max;

  /**
   * Makes a measure.
   *
   * @param length of the stream: what shares nothing has no more elements than bytes
   */
  ExpandedSize(int length) {
    this.max = Math.max(length, ALWAYS_ALLOWED);
  }

  /**
   * Measures an object, after what is in it, and before it is put into another.
   *
   * @throws InvalidClassException if it is too large
   */
  void check(Object read) throws InvalidClassException {
    if (!read.getClass().getName().startsWith("java.util.")) {
      return;
    }
    long size = 1;
    if (read instanceof Collection<?> collection) {
      size += sizeOfAll(collection);
    } else if (read instanceof Map<?, ?> map) {
      size += sizeOfAll(map.keySet()) + sizeOfAll(map.values());
    } else if (read instanceof Map.Entry<?, ?> entry) {
      size += sizeOf(entry.getKey()) + sizeOf(entry.getValue());
    }
    if (size > max) {
      throw new InvalidClassException("too many references to the same collections");
    }
    sizes.put(read, size);
  }

  private long sizeOfAll(Collection<?> elements) {
    long size = 0;
    for (Object element : elements) {
      size += sizeOf(element);
    }
    return size;
  }

  private long sizeOf(@Nullable Object element) {
    return sizes.getOrDefault(element, 1L);
  }
}
