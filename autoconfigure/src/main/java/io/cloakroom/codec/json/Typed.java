package io.cloakroom.codec.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.impl.PropertySerializerMap;

/** Writes what is in a container. */
final class Typed {

  private final JavaType declared;
  private final @Nullable TypeSerializer names;
  private final @Nullable BeanProperty property;

  /** Those of classes that were written before: it is never modified, but replaced. */
  private PropertySerializerMap known = PropertySerializerMap.emptyForProperties();

  /**
   * Makes a writer.
   *
   * @param declared type of what is in the container
   * @param names for classes, null if the declaration settles them
   * @param property that holds the container
   */
  Typed(JavaType declared, @Nullable TypeSerializer names, @Nullable BeanProperty property) {
    this.declared = declared;
    this.names = names;
    this.property = property;
  }

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
    ValueSerializer<Object> before = known.serializerFor(value.getClass());
    ValueSerializer<Object> serializer = before == null ? find(value.getClass(), context) : before;
    if (names == null) {
      serializer.serialize(value, json, context);
    } else {
      serializer.serializeWithType(value, json, context, names);
    }
  }

  @Nullable BeanProperty property() {
    return property;
  }

  /** Returns what {@link #write} would write. */
  String text(@Nullable Object value, JsonGenerator json, SerializationContext context) {
    BoundedText text = new BoundedText();
    try (JsonGenerator apart = FirstSight.sameAs(json, context, text)) {
      write(value, apart, context);
    }
    return text.toString();
  }

  private ValueSerializer<Object> find(Class<?> type, SerializationContext context) {
    PropertySerializerMap.SerializerAndMapResult found =
        declared.hasGenericTypes()
            ? known.findAndAddSecondarySerializer(
                context.constructSpecializedType(declared, type), context, property)
            : known.findAndAddSecondarySerializer(type, context, property);
    known = found.map;
    return found.serializer;
  }
}
