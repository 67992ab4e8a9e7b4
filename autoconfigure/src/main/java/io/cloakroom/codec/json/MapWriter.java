package io.cloakroom.codec.json;

import io.cloakroom.codec.ImmutableTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.WritableTypeId;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes a map as an object if its keys are names, and otherwise as {@code {"#":[key,value,...]}};
 * in the order of the map if it has one, and else in the order of its keys.
 */
final class MapWriter extends StdSerializer<Map<?, ?>> {

  /** Name of the pairs. */
  static final String PAIRS = "#";

  private static final int MAX_NAME = 1000;

  private final transient Typed values;

  MapWriter(JavaType type, Typed values) {
    super(type);
    this.values = values;
  }

  @Override
  public ValueSerializer<?> createContextual(
      SerializationContext context, @Nullable BeanProperty property) {
    return new MapWriter(context.constructType(handledType()), values.in(context, property));
  }

  @Override
  public boolean isEmpty(SerializationContext context, Map<?, ?> map) {
    return map.isEmpty();
  }

  @Override
  public void serialize(Map<?, ?> map, JsonGenerator json, SerializationContext context) {
    json.writeStartObject(map);
    writeContent(map, json, context);
    json.writeEndObject();
  }

  @Override
  public void serializeWithType(
      Map<?, ?> map, JsonGenerator json, SerializationContext context, TypeSerializer names) {
    WritableTypeId id =
        names.writeTypePrefix(json, context, names.typeId(map, JsonToken.START_OBJECT));
    writeContent(map, json, context);
    names.writeTypeSuffix(json, context, id);
  }

  private void writeContent(Map<?, ?> map, JsonGenerator json, SerializationContext context) {
    if (areNames(map.keySet())) {
      boolean sort = map.size() > 1 && Ordering.isMissing(map);
      for (Map.Entry<?, ?> entry : (sort ? new TreeMap<>(map) : map).entrySet()) {
        json.writeName((String) entry.getKey());
        writeValue(map, entry, json, context);
      }
      return;
    }
    json.writeName(PAIRS);
    json.writeStartArray();
    Typed keys = Typed.any(context, values.property());
    List<Ordering.Text<Map.Entry<?, ?>>> entries = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      entries.add(new Ordering.Text<>(keys.text(entry.getKey(), json, context), entry));
    }
    if (Ordering.isMissing(map)) {
      entries.sort(null);
    }
    for (Ordering.Text<Map.Entry<?, ?>> entry : entries) {
      json.writeRawValue(entry.text());
      writeValue(map, entry.value(), json, context);
    }
    json.writeEndArray();
  }

  private void writeValue(
      Map<?, ?> map, Map.Entry<?, ?> entry, JsonGenerator json, SerializationContext context) {
    try {
      values.write(entry.getValue(), json, context);
    } catch (RuntimeException e) {
      wrapAndThrow(context, e, map, step(entry.getKey()));
    }
  }

  /** Returns a key as a part of a path. What an object says of itself may be long, or fail. */
  static String step(@Nullable Object key) {
    return key == null || key instanceof String || ImmutableTypes.isSingle(key)
        ? String.valueOf(key)
        : "(" + key.getClass().getName() + ")";
  }

  private static boolean areNames(Set<?> keys) {
    for (Object key : keys) {
      if (!isName(key)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(@Nullable Object key) {
    return key instanceof String name
        && name.length() <= MAX_NAME
        && !name.equals(SessionTyping.CLASS)
        && !name.equals(PAIRS);
  }
}
