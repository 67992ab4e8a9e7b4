package io.cloakroom.codec.json;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.WritableTypeId;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes an {@link Optional} or {@link AtomicReference} as an array of nothing or one value, so
 * that it is not taken for what is in it.
 */
final class ReferenceWriter extends StdSerializer<Object> {

  ReferenceWriter(JavaType type) {
    super(type);
  }

  @Override
  public void serialize(Object reference, JsonGenerator json, SerializationContext context) {
    json.writeStartArray();
    writeContent(reference, json, context);
    json.writeEndArray();
  }

  @Override
  public void serializeWithType(
      Object reference, JsonGenerator json, SerializationContext context, TypeSerializer names) {
    WritableTypeId id =
        names.writeTypePrefix(json, context, names.typeId(reference, JsonToken.START_ARRAY));
    writeContent(reference, json, context);
    names.writeTypeSuffix(json, context, id);
  }

  private static void writeContent(
      Object reference, JsonGenerator json, SerializationContext context) {
    Object value = valueOf(reference);
    if (value != null) {
      Typed.any(context, null).write(value, json, context);
    }
  }

  private static @Nullable Object valueOf(Object reference) {
    if (reference instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (reference.getClass() == AtomicReference.class) {
      return ((AtomicReference<?>) reference).get();
    }
    throw new RefusedValueException(reference.getClass(), "is a reference with more to it");
  }
}
