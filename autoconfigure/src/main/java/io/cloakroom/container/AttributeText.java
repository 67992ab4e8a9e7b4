package io.cloakroom.container;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * One attribute's value as JSON text: JSON as it is, and anything else as an object with one
 * reserved key, either {@code {"$java":"..."}} with the base64 of what follows the marker of JDK
 * serialization, or {@code {"$binary":"..."}} with that of all bytes.
 */
final class AttributeText {

  private static final int JAVA_MARKER = 1;
  private static final int FIRST_JSON_BYTE = 0x09;

  /** Databases bound the depth of JSON, MariaDB at 32 levels. */
  private static final int MAX_DEPTH = 24;

  private static final Pattern WRAPPED =
      Pattern.compile(
          "\\{\\s*\"\\$(java|binary)\"\\s*:\\s*\"([A-Za-z0-9+/]*+={0,2})\"\\s*}", Pattern.DOTALL);

  /** Escapes of characters that PostgreSQL's JSON functions refuse, or may. */
  private static final Pattern UNPORTABLE = Pattern.compile("\\\\u(0000|[dD][89a-fA-F])");

  /** Stands for what is malformed, or for itself: only then it is worth a closer look. */
  private static final char REPLACEMENT = '\uFFFD';

  private AttributeText() {}

  /** Returns what to store for an encoded value; null if it is neither JSON nor marked as not. */
  static @Nullable String of(byte[] encoded) {
    if (encoded.length > 0 && encoded[0] >= 0 && encoded[0] < FIRST_JSON_BYTE) {
      return encoded[0] == JAVA_MARKER
          ? "{\"$java\":\"%s\"}".formatted(base64(encoded, 1))
          : binary(encoded);
    }
    String text = utf8(encoded);
    Shape shape = text == null ? null : Shape.of(text);
    if (text == null || shape == null) {
      return null;
    }
    // Everything else would not come back as it is, from every database.
    boolean plain =
        shape.bare()
            && shape.finite()
            && shape.depth() <= MAX_DEPTH
            && (text.indexOf('\\') < 0 || !UNPORTABLE.matcher(text).find())
            && unwrap(text) == null;
    return plain ? text : binary(encoded);
  }

  static String binary(byte[] encoded) {
    return "{\"$binary\":\"%s\"}".formatted(base64(encoded, 0));
  }

  /** Returns the encoded value that was stored so. */
  static byte[] encoded(String text) {
    byte[] unwrapped = unwrap(text);
    return unwrapped == null ? text.getBytes(StandardCharsets.UTF_8) : unwrapped;
  }

  private static byte @Nullable [] unwrap(String text) {
    Matcher matcher = WRAPPED.matcher(text);
    if (!text.startsWith("{") || !matcher.matches()) {
      return null;
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(matcher.group(2));
    } catch (IllegalArgumentException damaged) {
      return null;
    }
    if (matcher.group(1).equals("binary")) {
      return bytes.length == 0 ? null : bytes;
    }
    return ByteBuffer.allocate(bytes.length + 1).put((byte) JAVA_MARKER).put(bytes).array();
  }

  private static String base64(byte[] bytes, int from) {
    byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
    return Base64.getEncoder().encodeToString(rest);
  }

  private static @Nullable String utf8(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      return null;
    }
  }

  /**
   * What JSON text looks like.
   *
   * @param bare whether nothing is around the value
   * @param depth of nested arrays and objects
   * @param finite whether all numbers are finite as a double, as MySQL demands
   */
  private record Shape(boolean bare, int depth, boolean finite) {

    /** Returns null if this is not JSON. */
    static @Nullable Shape of(String text) {
      try (JsonParser parser =
          AttributeContainer.JSON.createParser(ObjectReadContext.empty(), text)) {
        JsonToken token = parser.nextToken();
        long from = parser.currentTokenLocation().getCharOffset();
        int depth = 0;
        int deepest = 0;
        boolean finite = true;
        while (token != null && (token.isStructStart() || depth > (token.isStructEnd() ? 1 : 0))) {
          depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
          deepest = Math.max(deepest, depth);
          finite &= isFinite(token, parser);
          token = parser.nextToken();
        }
        if (token == null) {
          return null;
        }
        finite &= isFinite(token, parser);
        parser.finishToken();
        long to = parser.currentLocation().getCharOffset();
        boolean alone = parser.nextToken() == null;
        return alone ? new Shape(from == 0 && to == text.length(), deepest, finite) : null;
      } catch (JacksonException malformed) {
        return null;
      }
    }

    private static boolean isFinite(JsonToken token, JsonParser parser) {
      return !token.isNumeric() || Double.isFinite(Double.parseDouble(parser.getString()));
    }
  }
}
