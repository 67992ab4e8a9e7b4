package io.cloakroom.codec.json;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Names for values of the JDK whose class does not say all: sorted by which comparator, of which
 * enum; and for views of collections, of which the content is kept.
 */
final class SpecialNames {

  private static final Pattern OF_ENUM =
      Pattern.compile("java\\.util\\.(EnumSet|EnumMap)<([^<>,;\\[]+)>");

  private SpecialNames() {}

  /** Returns null if the name of the value's class is right. */
  static @Nullable String of(Object value, AllowedClasses classes) {
    if (value instanceof EnumSet<?> || value instanceof EnumMap<?, ?>) {
      Class<?> type = EnumTypes.of(value);
      classes.check(type);
      String kind = value instanceof EnumSet<?> ? "EnumSet" : "EnumMap";
      return "java.util." + kind + "<" + type.getName() + ">";
    }
    if (value instanceof Charset) {
      return Charset.class.getName();
    }
    HiddenState.check(value);
    if (HiddenState.isConcurrentSet(value)) {
      return ConcurrentHashMap.KeySetView.class.getName();
    }
    String sorted = Sorting.nameOf(value);
    if (sorted != null) {
      return sorted;
    }
    Class<?> type = value.getClass();
    return type.getName().startsWith("java.") && !classes.allows(type) ? content(value) : null;
  }

  /** Returns null if the name is that of a class. */
  static @Nullable JavaType typeOf(String name, TypeFactory types, AllowedClasses classes) {
    Class<?> sorted = Sorting.classOf(name);
    if (sorted != null) {
      return types.constructType(sorted);
    }
    Matcher matcher = OF_ENUM.matcher(name);
    if (!matcher.matches()) {
      return null;
    }
    Class<?> type = classes.named(matcher.group(2));
    if (!type.isEnum()) {
      throw new RefusedValueException(type, "is not an enum");
    }
    return matcher.group(1).equals("EnumSet")
        ? types.constructCollectionType(EnumSet.class, type)
        : types.constructMapType(EnumMap.class, type, Object.class);
  }

  private static @Nullable String content(Object value) {
    if (value instanceof List) {
      return ArrayList.class.getName();
    }
    if (value instanceof Map) {
      boolean plain =
          !(value instanceof SortedMap)
              && !(value instanceof IdentityHashMap)
              && !(value instanceof WeakHashMap);
      return plain ? LinkedHashMap.class.getName() : null;
    }
    if (value instanceof Set) {
      return value instanceof SortedSet ? null : LinkedHashSet.class.getName();
    }
    boolean plain = value instanceof Collection && !(value instanceof Queue);
    return plain ? ArrayList.class.getName() : null;
  }
}
