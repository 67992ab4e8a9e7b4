package io.cloakroom.codec.cases.app;

import io.cloakroom.codec.cases.app.Records.Point;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Maps whose keys are not strings. */
public class KeyedMaps implements Serializable {

  Map<Status, Integer> byStatus = new EnumMap<>(Status.class);
  Map<Long, String> byLong = new TreeMap<>();
  Map<UUID, Point> byUuid = new HashMap<>();
  Map<LocalDate, Object> byDate = new LinkedHashMap<>();
  Map<String, List<Map<Point, Set<Long>>>> deep = new LinkedHashMap<>();
  Map<Object, Object> mixed = new LinkedHashMap<>();

  /** Keys that have a usual form as text. */
  public static KeyedMaps simple() {
    KeyedMaps maps = new KeyedMaps();
    maps.byStatus.put(Status.SENT, 3);
    maps.byLong.put(5L, "five");
    maps.byUuid.put(new UUID(1, 1), new Point(0, 0));
    maps.byDate.put(LocalDate.of(2026, 1, 1), 7L);
    return maps;
  }

  /** Keys that have none, and keys of several types in one map. */
  public static KeyedMaps complex() {
    KeyedMaps maps = simple();
    maps.deep.put("a", List.of(Map.of(new Point(1, 2), Set.of(1L))));
    maps.mixed.put(1L, "long");
    maps.mixed.put("1", "string");
    maps.mixed.put(Status.PAID, 2);
    return maps;
  }
}
