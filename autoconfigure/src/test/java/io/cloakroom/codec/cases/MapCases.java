package io.cloakroom.codec.cases;

import static io.cloakroom.codec.cases.Expected.refused;

import io.cloakroom.codec.cases.app.Records.Point;
import io.cloakroom.codec.cases.app.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractMap.SimpleEntry;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;

/** Maps. */
final class MapCases {

  private MapCases() {}

  @SuppressWarnings("JdkObsolete")
  static List<SessionValue> all() {
    return new Theme("Maps")
        .exact("HashMap of several types", MapCases::severalTypes)
        .exact("HashMap with a null key", MapCases::nullKey)
        .exact("HashMap with Long keys", () -> new HashMap<>(Map.of(1L, "x")))
        .exact("HashMap with Integer keys", () -> new HashMap<>(Map.of(1, 2L)))
        .exact("HashMap with UUID keys", () -> new HashMap<>(Map.of(new UUID(1, 1), "x")))
        .exact("HashMap with enum keys", () -> new HashMap<>(Map.of(Status.PAID, "x")))
        .exact("HashMap with record keys", () -> new HashMap<>(Map.of(new Point(1, 2), "x")))
        .exact("map with the keys @class and #", MapCases::keysOfOurOwn)
        .exact("LinkedHashMap", MapCases::linked)
        .exact("TreeMap", () -> new TreeMap<>(Map.of("b", 1L, "a", 2L)))
        .exact("TreeMap with LocalDate keys", () -> new TreeMap<>(Map.of(LocalDate.EPOCH, "x")))
        .exact("TreeMap with CASE_INSENSITIVE_ORDER", () -> sorted(String.CASE_INSENSITIVE_ORDER))
        .exact("TreeMap with reverseOrder", () -> sorted(Comparator.reverseOrder()))
        .exact("EnumMap", () -> new EnumMap<>(Map.of(Status.SENT, 1L)))
        .exact("EnumMap, empty", () -> new EnumMap<>(Status.class))
        .exact("ConcurrentHashMap", () -> new ConcurrentHashMap<>(Map.of("a", 1L)))
        .exact("Map.of, empty", Map::of)
        .exact("Map.of, one entry", () -> Map.of("a", 1L))
        .exact("Map.of, three entries", () -> Map.of("a", 1L, "b", 2L, "c", 3L))
        .exact("unmodifiableMap", () -> Collections.unmodifiableMap(linked()))
        .exact("synchronizedMap", () -> Collections.synchronizedMap(new HashMap<>(linked())))
        .exact("emptyMap", Collections::emptyMap)
        .exact("singletonMap", () -> Collections.singletonMap("a", 1L))
        .exact("Hashtable", () -> new Hashtable<>(Map.of("a", 1L)))
        .exact("Properties", MapCases::properties)
        .exact("LinkedMultiValueMap", () -> new LinkedMultiValueMap<>(Map.of("a", List.of("b"))))
        .exactWithJdk(
            "IdentityHashMap",
            MapCases::byIdentity,
            refused("is not a type that JSON has a form for", "java.util.IdentityHashMap"))
        .exactWithJdk(
            "SimpleEntry",
            () -> new SimpleEntry<>("a", 1L),
            refused("is not a type that JSON has a form for", "java.util.AbstractMap$SimpleEntry"))
        .value(
            "Map.entry",
            () -> Map.entry("a", 1L),
            refused("is not a type that JSON has a form for", "java.util.KeyValueHolder"),
            refused("is not Serializable", "java.util.KeyValueHolder"))
        .values();
  }

  private static Map<String, @Nullable Object> severalTypes() {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("long", 1L);
    map.put("int", 1);
    map.put("null", null);
    map.put("float", 1.5f);
    map.put("date", Date.from(Instant.ofEpochMilli(1)));
    map.put("record", new Point(1, 2));
    map.put("nested", new HashMap<>(Map.of("x", new short[] {1})));
    return map;
  }

  private static Map<@Nullable String, Long> nullKey() {
    Map<@Nullable String, Long> map = new HashMap<>();
    map.put(null, 1L);
    return map;
  }

  private static Map<String, Object> keysOfOurOwn() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("@class", "org.outsider.Bomb");
    map.put("#", 1L);
    map.put("nested", new HashMap<>(Map.of("@class", 2L)));
    return map;
  }

  private static Map<String, Object> linked() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", 1L);
    map.put("a", 2L);
    return map;
  }

  private static Map<String, Long> sorted(Comparator<String> by) {
    Map<String, Long> map = new TreeMap<>(by);
    map.put("A", 1L);
    map.put("B", 2L);
    return map;
  }

  private static IdentityHashMap<String, String> byIdentity() {
    IdentityHashMap<String, String> map = new IdentityHashMap<>();
    map.put("a", "b");
    return map;
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("a", "b");
    return properties;
  }
}
