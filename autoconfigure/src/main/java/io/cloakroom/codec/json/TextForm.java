package io.cloakroom.codec.json;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.WritableTypeId;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * How values of a type are written as a string, and read.
 *
 * @param type whose values these are
 * @param format makes a string of a value
 * @param parse makes a value of a string
 */
record TextForm<T>(Class<T> type, Function<T, String> format, Parser<T> parse) {

  ValueSerializer<?> writer() {
    return new Writer<>(this);
  }

  ValueDeserializer<?> reader() {
    return new Reader<>(this);
  }

  /** Makes a value of a string. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(String text) throws Exception;
  }

  private static final class Writer<T> extends StdScalarSerializer<T> {

    private final transient TextForm<T> form;

    Writer(TextForm<T> form) {
      super(form.type());
      this.form = form;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializationContext context) {
      json.writeString(form.format().apply(value));
    }

    @Override
    public void serializeWithType(
        T value, JsonGenerator json, SerializationContext context, TypeSerializer names) {
      WritableTypeId id =
          names.writeTypePrefix(
              json, context, names.typeId(value, form.type(), JsonToken.VALUE_STRING));
      serialize(value, json, context);
      names.writeTypeSuffix(json, context, id);
    }
  }

  private static final class Reader<T> extends StdScalarDeserializer<T> {

    private final transient TextForm<T> form;

    Reader(TextForm<T> form) {
      super(form.type());
      this.form = form;
    }

    @Override
    @SuppressWarnings(
        "unchecked") // what stands for a value that cannot be read is for Jackson to say
    public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        return (T) context.handleUnexpectedToken(getValueType(context), parser);
      }
      try {
        return form.parse().parse(parser.getString());
      } catch (JacksonException e) {
        throw e;
      } catch (Exception e) {
        return (T) context.handleInstantiationProblem(handledType(), null, e);
      }
    }
  }
}
