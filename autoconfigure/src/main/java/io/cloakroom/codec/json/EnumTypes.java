package io.cloakroom.codec.json;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Finds out which enum a set or a map is of. */
final class EnumTypes {

  private EnumTypes() {}

  /**
   * Returns the enum of an {@link EnumSet} or {@link EnumMap}.
   *
   * @throws RefusedValueException if it cannot be found
   */
  static Class<?> of(Object value) {
    if (value instanceof EnumSet<?> set && !set.isEmpty()) {
      return set.iterator().next().getDeclaringClass();
    }
    if (value instanceof EnumMap<?, ?> map && !map.isEmpty()) {
      return map.keySet().iterator().next().getDeclaringClass();
    }
    // An empty one tells its enum to its own serialization only.
    try (Listener listener = new Listener()) {
      listener.writeObject(value);
      if (listener.found != null) {
        return listener.found;
      }
    } catch (IOException e) {
      throw new RefusedValueException(value.getClass(), "is empty, and of an unknown enum");
    }
    throw new RefusedValueException(value.getClass(), "is empty, and of an unknown enum");
  }

  private static final class Listener extends ObjectOutputStream {

    private @Nullable Class<?> found;

    Listener() throws IOException {
      super(OutputStream.nullOutputStream());
    }

    @Override
    protected void annotateClass(Class<?> type) {
      if (type.isEnum()) {
        found = type;
      }
    }
  }
}
