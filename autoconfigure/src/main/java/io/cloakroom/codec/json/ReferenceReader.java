package io.cloakroom.codec.json;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;

/** Reads what {@link ReferenceWriter} writes. */
final class ReferenceReader extends StdDeserializer<Object> {

  ReferenceReader(JavaType type) {
    super(type);
  }

  /** A field that held null, or was not there yet, is not an empty reference. */
  @Override
  public @Nullable Object getNullValue(DeserializationContext context) {
    return null;
  }

  @Override
  public @Nullable Object getAbsentValue(DeserializationContext context) {
    return null;
  }

  @Override
  public Object deserializeWithType(
      JsonParser parser, DeserializationContext context, TypeDeserializer classes) {
    return classes.deserializeTypedFromArray(parser, context);
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return context.handleUnexpectedToken(getValueType(context), parser);
    }
    Object value = null;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      value = context.readValue(parser, Object.class);
    }
    return handledType() == Optional.class
        ? Optional.ofNullable(value)
        : new AtomicReference<>(value);
  }
}
