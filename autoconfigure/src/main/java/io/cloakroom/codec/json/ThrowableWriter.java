package io.cloakroom.codec.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.WritableTypeId;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes what a page shows of an exception: its class and message. Not its stack trace or its
 * cause, and not the request for authentication, which holds the password that was typed.
 */
final class ThrowableWriter extends StdSerializer<Throwable> {

  ThrowableWriter(JavaType type, AllowedClasses classes) {
    super(type);
    Class<?> raw = type.getRawClass();
    classes.check(raw);
    ClassShape.checkKind(raw);
    ClassShape.checkNoFields(raw, "is stored by its message");
    ThrowableReader.constructorOf(raw);
  }

  @Override
  public void serialize(Throwable thrown, JsonGenerator json, SerializationContext context) {
    json.writeStartObject(thrown);
    writeContent(thrown, json, context);
    json.writeEndObject();
  }

  @Override
  public void serializeWithType(
      Throwable thrown, JsonGenerator json, SerializationContext context, TypeSerializer names) {
    WritableTypeId id =
        names.writeTypePrefix(json, context, names.typeId(thrown, JsonToken.START_OBJECT));
    writeContent(thrown, json, context);
    names.writeTypeSuffix(json, context, id);
  }

  private static void writeContent(
      Throwable thrown, JsonGenerator json, SerializationContext context) {
    json.writeStringProperty(ThrowableReader.MESSAGE, thrown.getMessage());
    Object error = OAuth2Exceptions.errorOf(thrown);
    if (error != null) {
      json.writeName(ThrowableReader.ERROR);
      Typed.any(context, null).write(error, json, context);
    }
  }
}
