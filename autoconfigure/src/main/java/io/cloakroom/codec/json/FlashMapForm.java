package io.cloakroom.codec.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.FlashMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.WritableTypeId;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Spring MVC's map of flash attributes, which also knows for which request they are. */
final class FlashMapForm {

  private static final String PATH = "path";
  private static final String PARAMETERS = "parameters";
  private static final String EXPIRES = "expires";
  private static final String CONTENT = "content";

  private FlashMapForm() {}

  static ValueSerializer<?> writer() {
    return new Writer();
  }

  static ValueDeserializer<?> reader() {
    return new Reader();
  }

  private static final class Writer extends StdSerializer<FlashMap> {

    Writer() {
      super(FlashMap.class);
    }

    @Override
    public void serialize(FlashMap map, JsonGenerator json, SerializationContext context) {
      json.writeStartObject(map);
      writeContent(map, json, context);
      json.writeEndObject();
    }

    @Override
    public void serializeWithType(
        FlashMap map, JsonGenerator json, SerializationContext context, TypeSerializer names) {
      WritableTypeId id =
          names.writeTypePrefix(json, context, names.typeId(map, JsonToken.START_OBJECT));
      writeContent(map, json, context);
      names.writeTypeSuffix(json, context, id);
    }

    private void writeContent(FlashMap map, JsonGenerator json, SerializationContext context) {
      Typed any = Typed.any(context, null);
      json.writeStringProperty(PATH, map.getTargetRequestPath());
      json.writeName(PARAMETERS);
      any.write(new TreeMap<>(map.getTargetRequestParams()), json, context);
      json.writeNumberProperty(EXPIRES, map.getExpirationTime());
      json.writeName(CONTENT);
      try {
        any.write(new HashMap<>(map), json, context);
      } catch (RuntimeException e) {
        wrapAndThrow(context, e, map, CONTENT);
      }
    }
  }

  private static final class Reader extends StdDeserializer<FlashMap> {

    Reader() {
      super(FlashMap.class);
    }

    @Override
    public Object deserializeWithType(
        JsonParser parser, DeserializationContext context, TypeDeserializer classes) {
      return classes.deserializeTypedFromObject(parser, context);
    }

    @Override
    public FlashMap deserialize(JsonParser parser, DeserializationContext context) {
      FlashMap map = new FlashMap();
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        parser.nextToken();
      }
      for (; parser.currentToken() == JsonToken.PROPERTY_NAME; parser.nextToken()) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case PATH -> map.setTargetRequestPath(parser.getValueAsString());
          case EXPIRES -> map.setExpirationTime(parser.getLongValue());
          case PARAMETERS -> map.addTargetRequestParams(parameters(readMap(parser, context)));
          case CONTENT ->
              readMap(parser, context).forEach((key, value) -> map.put((String) key, value));
          default -> parser.skipChildren();
        }
      }
      return map;
    }

    private static Map<?, ?> readMap(JsonParser parser, DeserializationContext context) {
      Object read = context.readValue(parser, Object.class);
      if (read instanceof Map<?, ?> map) {
        return map;
      }
      throw new RefusedValueException(FlashMap.class, "holds something else than maps");
    }

    private static MultiValueMap<String, String> parameters(Map<?, ?> read) {
      MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
      read.forEach(
          (name, values) -> {
            for (Object value : (List<?>) values) {
              parameters.add((String) name, (String) value);
            }
          });
      return parameters;
    }
  }
}
