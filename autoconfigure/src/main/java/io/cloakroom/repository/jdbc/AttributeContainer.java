package io.cloakroom.repository.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.SessionStoreRejectedException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * All attributes of a session as one JSON object, that SQL and people can read. Each value is kept
 * as it is, and none is bound to anything; what is not JSON becomes an object with one reserved
 * name: {@code {"$java": base64}} for what follows the marker of JDK serialization, {@code
 * {"$binary": base64}} for any other bytes.
 */
final class AttributeContainer {

  private static final byte JAVA_MARKER = 1;
  private static final byte FIRST_JSON_BYTE = 9;
  private static final byte[] JAVA = "{\"$java\":\"".getBytes(UTF_8);
  private static final byte[] BINARY = "{\"$binary\":\"".getBytes(UTF_8);
  private static final byte[] END = "\"}".getBytes(UTF_8);

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private AttributeContainer() {}

  /**
   * Writes a container.
   *
   * @throws SessionStoreRejectedException if a value claims to be JSON and is not
   */
  static String join(Map<String, byte[]> attributes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('{');
    attributes.forEach(
        (name, value) -> {
          if (out.size() > 1) {
            out.write(',');
          }
          out.write('"');
          out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(name));
          out.write('"');
          out.write(':');
          write(name, value, out);
        });
    out.write('}');
    return out.toString(UTF_8);
  }

  /**
   * Reads a container.
   *
   * @return values by name, in their order; null if this is no container
   */
  static @Nullable Map<String, byte[]> split(String container) {
    byte[] text = container.getBytes(UTF_8);
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        attributes.put(name, decode(value(parser, text)));
      }
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null
          ? attributes
          : null;
    } catch (JacksonException | IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] value(JsonParser parser, byte[] text) {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    int end = (int) parser.currentLocation().getByteOffset();
    return Arrays.copyOfRange(text, start, end);
  }

  private static void write(String name, byte[] value, ByteArrayOutputStream out) {
    if (value.length > 0 && value[0] == JAVA_MARKER) {
      reserved(JAVA, Arrays.copyOfRange(value, 1, value.length), out);
    } else if (value.length == 0
        || (value[0] < FIRST_JSON_BYTE && value[0] >= 0)
        || startsWith(value, JAVA)
        || startsWith(value, BINARY)) {
      reserved(BINARY, value, out);
    } else if (isJson(value)) {
      out.writeBytes(value);
    } else {
      throw new SessionStoreRejectedException(
          "Session attribute '"
              + name
              + "' was encoded as JSON and is not: the AttributeCodec must mark other formats",
          null);
    }
  }

  private static void reserved(byte[] prefix, byte[] bytes, ByteArrayOutputStream out) {
    out.writeBytes(prefix);
    out.writeBytes(Base64.getEncoder().encode(bytes));
    out.writeBytes(END);
  }

  private static byte[] decode(byte[] value) {
    if (startsWith(value, JAVA)) {
      byte[] bytes = base64(value, JAVA.length);
      byte[] encoded = new byte[bytes.length + 1];
      encoded[0] = JAVA_MARKER;
      System.arraycopy(bytes, 0, encoded, 1, bytes.length);
      return encoded;
    }
    return startsWith(value, BINARY) ? base64(value, BINARY.length) : value;
  }

  private static byte[] base64(byte[] value, int from) {
    int to = value.length - END.length;
    return Base64.getDecoder().decode(Arrays.copyOfRange(value, from, Math.max(from, to)));
  }

  private static boolean startsWith(byte[] value, byte[] prefix) {
    return value.length >= prefix.length
        && Arrays.equals(value, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static boolean isJson(byte[] value) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), value)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }
}
