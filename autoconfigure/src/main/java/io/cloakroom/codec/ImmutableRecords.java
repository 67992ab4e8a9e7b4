package io.cloakroom.codec;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;

/**
 * Records of nothing but immutable values, however deep, proven once for each class. What is
 * declared must be final: of an interface, a list or a number that somebody may have extended, it
 * is not known what hides behind it.
 */
final class ImmutableRecords extends ClassValue<Boolean> {

  @Override
  protected Boolean computeValue(Class<?> type) {
    return type.isRecord() && holdsNothingElse(type, new HashSet<>());
  }

  /** Records may hold each other: those that are looked at already decide nothing. */
  private static boolean holdsNothingElse(Class<?> type, Set<Class<?>> seen) {
    if (seen.add(type)) {
      for (RecordComponent component : type.getRecordComponents()) {
        Class<?> held = component.getType();
        boolean immutable =
            held.isPrimitive()
                || held.isEnum()
                || ImmutableTypes.isFinal(held)
                || (held.isRecord() && holdsNothingElse(held, seen));
        if (!immutable) {
          return false;
        }
      }
    }
    return true;
  }
}
