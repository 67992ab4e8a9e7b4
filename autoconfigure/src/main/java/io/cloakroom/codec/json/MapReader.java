package io.cloakroom.codec.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.type.MapType;

/** Reads what {@link MapWriter} writes. */
final class MapReader extends StdDeserializer<Map<?, ?>> {

  private final MapType type;
  private final @Nullable TypeDeserializer names;
  private final @Nullable ValueDeserializer<Object> values;

  MapReader(
      MapType type, @Nullable TypeDeserializer names, @Nullable ValueDeserializer<Object> values) {
    super(type);
    this.type = type;
    this.names = names;
    this.values = values;
  }

  @Override
  @SuppressWarnings("unchecked") // of a value's deserializer, which Jackson knows no better
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    ValueDeserializer<?> contextual =
        values == null
            ? context.findContextualValueDeserializer(type.getContentType(), property)
            : context.handleSecondaryContextualization(values, property, type.getContentType());
    return new MapReader(
        type,
        names == null ? null : names.forProperty(property),
        (ValueDeserializer<Object>) contextual);
  }

  @Override
  public Object deserializeWithType(
      JsonParser parser, DeserializationContext context, TypeDeserializer classes) {
    return classes.deserializeTypedFromObject(parser, context);
  }

  @Override
  public @Nullable Map<?, ?> deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      parser.nextToken();
    } else if (parser.currentToken() != JsonToken.PROPERTY_NAME
        && parser.currentToken() != JsonToken.END_OBJECT) {
      return (Map<?, ?>) context.handleUnexpectedToken(type, parser);
    }
    Map<Object, @Nullable Object> content = new LinkedHashMap<>();
    for (; parser.currentToken() == JsonToken.PROPERTY_NAME; parser.nextToken()) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals(MapWriter.PAIRS) && parser.currentToken() == JsonToken.START_ARRAY) {
        readPairs(content, parser, context);
      } else if (name.equals(SessionTyping.CLASS)) {
        parser.skipChildren();
      } else {
        content.put(name, readValue(name, parser, context));
      }
    }
    try {
      return MapKinds.of(type, content);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return (Map<?, ?>) context.handleInstantiationProblem(type.getRawClass(), null, e);
    }
  }

  private void readPairs(
      Map<Object, @Nullable Object> content, JsonParser parser, DeserializationContext context) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object key =
          parser.currentToken() == JsonToken.VALUE_NULL
              ? null
              : context.readValue(parser, Object.class);
      parser.nextToken();
      content.put(key, readValue(MapWriter.step(key), parser, context));
    }
  }

  private @Nullable Object readValue(
      String key, JsonParser parser, DeserializationContext context) {
    ValueDeserializer<Object> reader = Objects.requireNonNull(values);
    try {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return reader.getNullValue(context);
      }
      return names == null
          ? reader.deserialize(parser, context)
          : reader.deserializeWithType(parser, context, names);
    } catch (RuntimeException e) {
      throw JacksonException.wrapWithPath(e, Map.class, key);
    }
  }
}
