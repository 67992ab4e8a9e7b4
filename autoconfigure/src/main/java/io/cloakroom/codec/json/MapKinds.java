package io.cloakroom.codec.json;

import java.lang.reflect.Constructor;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.util.ClassUtil;

/** Makes the map of a class out of its content. */
final class MapKinds {

  private MapKinds() {}

  static Map<?, ?> of(MapType type, Map<Object, @Nullable Object> content)
      throws ReflectiveOperationException {
    Class<?> raw = type.getRawClass();
    if (raw == EnumMap.class) {
      return enumMap(type.getKeyType().getRawClass(), content);
    }
    if (raw == Sorting.ReversedMap.class) {
      return filled(new TreeMap<>(Collections.reverseOrder()), content);
    }
    if (raw == Sorting.MapIgnoringCase.class) {
      Map<String, Object> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      content.forEach((key, value) -> names.put((String) key, value));
      return names;
    }
    return switch (raw.getName()) {
      case "java.util.LinkedHashMap", "java.util.Map", "java.util.AbstractMap" -> content;
      case "java.util.HashMap" -> new HashMap<>(content);
      case "java.util.TreeMap", "java.util.SortedMap", "java.util.NavigableMap" ->
          new TreeMap<>(content);
      case "java.util.concurrent.ConcurrentMap", "java.util.concurrent.ConcurrentHashMap" ->
          new ConcurrentHashMap<>(content);
      case "java.util.ImmutableCollections$Map1", "java.util.ImmutableCollections$MapN" ->
          Map.copyOf(content);
      case "java.util.Collections$UnmodifiableMap" -> Collections.unmodifiableMap(content);
      case "java.util.Collections$UnmodifiableSortedMap" ->
          Collections.unmodifiableSortedMap(new TreeMap<>(content));
      case "java.util.Collections$EmptyMap" -> Collections.emptyMap();
      case "java.util.Collections$SingletonMap" -> {
        Map.Entry<?, ?> entry = content.entrySet().iterator().next();
        yield Collections.singletonMap(entry.getKey(), entry.getValue());
      }
      case "java.util.Collections$SynchronizedMap" -> Collections.synchronizedMap(content);
      default -> made(raw, content);
    };
  }

  private static Map<?, ?> filled(
      Map<Object, @Nullable Object> map, Map<Object, @Nullable Object> content) {
    map.putAll(content);
    return map;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the enum is known by its class only
  private static Map<?, ?> enumMap(Class<?> of, Map<Object, @Nullable Object> content) {
    Map<Object, @Nullable Object> map = new EnumMap(of);
    return filled(map, content);
  }

  @SuppressWarnings("unchecked") // a map of a class that is known by its name only
  private static Map<?, ?> made(Class<?> type, Map<Object, @Nullable Object> content)
      throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    if (!ClassUtil.isJDKClass(type)) {
      constructor.setAccessible(true);
    }
    return filled((Map<Object, @Nullable Object>) constructor.newInstance(), content);
  }
}
