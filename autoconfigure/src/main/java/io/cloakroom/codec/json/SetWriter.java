package io.cloakroom.codec.json;

import java.util.ArrayList;
import java.util.Collection;
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

/** Writes a set that has no order in that of its strings, or else of its elements' texts. */
final class SetWriter extends StdSerializer<Collection<?>> {

  private final transient Typed elements;

  SetWriter(JavaType type, Typed elements) {
    super(type);
    this.elements = elements;
  }

  @Override
  public ValueSerializer<?> createContextual(
      SerializationContext context, @Nullable BeanProperty property) {
    return new SetWriter(context.constructType(handledType()), elements.in(context, property));
  }

  @Override
  public boolean isEmpty(SerializationContext context, Collection<?> set) {
    return set.isEmpty();
  }

  @Override
  public void serialize(Collection<?> set, JsonGenerator json, SerializationContext context) {
    json.writeStartArray(set);
    writeContent(set, json, context);
    json.writeEndArray();
  }

  @Override
  public void serializeWithType(
      Collection<?> set, JsonGenerator json, SerializationContext context, TypeSerializer names) {
    WritableTypeId id =
        names.writeTypePrefix(json, context, names.typeId(set, JsonToken.START_ARRAY));
    writeContent(set, json, context);
    names.writeTypeSuffix(json, context, id);
  }

  private void writeContent(Collection<?> set, JsonGenerator json, SerializationContext context) {
    if (set.stream().allMatch(String.class::isInstance)) {
      set.stream().sorted().forEach(text -> elements.write(text, json, context));
      return;
    }
    List<String> texts = new ArrayList<>();
    for (Object element : set) {
      try {
        texts.add(elements.text(element, json, context));
      } catch (RuntimeException e) {
        wrapAndThrow(context, e, set, texts.size());
      }
    }
    texts.sort(null);
    texts.forEach(json::writeRawValue);
  }
}
