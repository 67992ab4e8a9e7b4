package io.cloakroom.codec.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
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
 * Writes a collection in its order; a set that has none in that of its strings, or else of its
 * elements' texts. Which it is, is seen by its class: a field may be declared as any of them.
 */
final class CollectionWriter extends StdSerializer<Collection<?>> {

  private final transient Typed elements;

  CollectionWriter(JavaType type, Typed elements) {
    super(type);
    this.elements = elements;
  }

  @Override
  public ValueSerializer<?> createContextual(
      SerializationContext context, @Nullable BeanProperty property) {
    return new CollectionWriter(
        context.constructType(handledType()), elements.in(context, property));
  }

  @Override
  public boolean isEmpty(SerializationContext context, Collection<?> collection) {
    return collection.isEmpty();
  }

  @Override
  public void serialize(
      Collection<?> collection, JsonGenerator json, SerializationContext context) {
    json.writeStartArray(collection);
    writeContent(collection, json, context);
    json.writeEndArray();
  }

  @Override
  public void serializeWithType(
      Collection<?> collection,
      JsonGenerator json,
      SerializationContext context,
      TypeSerializer names) {
    WritableTypeId id =
        names.writeTypePrefix(json, context, names.typeId(collection, JsonToken.START_ARRAY));
    writeContent(collection, json, context);
    names.writeTypeSuffix(json, context, id);
  }

  private void writeContent(
      Collection<?> collection, JsonGenerator json, SerializationContext context) {
    if (collection instanceof EnumSet<?> constants) {
      // Its name says of which enum.
      constants.forEach(constant -> json.writeString(constant.name()));
    } else if (!Ordering.isMissing(collection)) {
      writeInOrder(collection, json, context);
    } else if (collection.stream().allMatch(String.class::isInstance)) {
      writeInOrder(collection.stream().sorted().toList(), json, context);
    } else {
      texts(collection, json, context).forEach(json::writeRawValue);
    }
  }

  private void writeInOrder(Iterable<?> all, JsonGenerator json, SerializationContext context) {
    int index = 0;
    for (Object element : all) {
      try {
        elements.write(element, json, context);
      } catch (RuntimeException e) {
        wrapAndThrow(context, e, all, index);
      }
      index++;
    }
  }

  private List<String> texts(Collection<?> set, JsonGenerator json, SerializationContext context) {
    List<String> texts = new ArrayList<>();
    for (Object element : set) {
      try {
        texts.add(elements.text(element, json, context));
      } catch (RuntimeException e) {
        wrapAndThrow(context, e, set, texts.size());
      }
    }
    texts.sort(null);
    return texts;
  }
}
