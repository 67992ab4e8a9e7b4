package io.cloakroom.codec.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * Writes what is in a container.
 *
 * @param declared type of what is in it
 * @param names for classes, null if the declaration settles them
 * @param property that holds the container
 */
record Typed(JavaType declared, @Nullable TypeSerializer names, @Nullable BeanProperty property) {

  static Typed any(SerializationContext context, @Nullable BeanProperty property) {
    JavaType type = context.constructType(Object.class);
    return new Typed(type, context.findTypeSerializer(type), property);
  }

  Typed in(SerializationContext context, @Nullable BeanProperty holder) {
    return new Typed(declared, names == null ? null : names.forProperty(context, holder), holder);
  }

  void write(@Nullable Object value, JsonGenerator json, SerializationContext context) {
    if (value == null) {
      json.writeNull();
      return;
    }
    ValueSerializer<Object> serializer =
        declared.hasGenericTypes()
            ? context.findContentValueSerializer(
                context.constructSpecializedType(declared, value.getClass()), property)
            : context.findContentValueSerializer(value.getClass(), property);
    if (names == null) {
      serializer.serialize(value, json, context);
    } else {
      serializer.serializeWithType(value, json, context, names);
    }
  }

  /** Returns what {@link #write} would write. */
  String text(@Nullable Object value, JsonGenerator json, SerializationContext context) {
    BoundedText text = new BoundedText();
    try (JsonGenerator apart = FirstSight.sameAs(json, context, text)) {
      write(value, apart, context);
    }
    return text.toString();
  }
}
