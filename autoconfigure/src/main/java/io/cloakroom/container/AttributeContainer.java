package io.cloakroom.container;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreRejectedException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * All attributes of a session as the text of one JSON object, so that SQL and people can read it.
 *
 * <p>It is taken apart and put together without looking into the values: each comes back as the
 * bytes that it was.
 */
public final class AttributeContainer {

  /** What bounds a value is for its codec to say: here nothing is built from it. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Quotes, colon and comma. */
  private static final int AROUND = 4;

  private AttributeContainer() {}

  /**
   * Puts encoded attributes together, in their order.
   *
   * @param session for the message of a failure
   * @param fresh names of those that did not come from a container
   * @throws SessionStoreRejectedException if a fresh value is neither JSON nor marked as something
   *     else, or a name cannot be written in UTF-8
   */
  public static String join(SessionKey session, Map<String, byte[]> attributes, Set<String> fresh) {
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    StringBuilder text = new StringBuilder(expectedLength(attributes)).append('{');
    attributes.forEach(
        (name, encoded) -> {
          String value = AttributeText.of(encoded);
          if (value == null && fresh.contains(name)) {
            throw refused(session, name, "is neither JSON nor begins with a byte below 0x09");
          }
          if (!utf8.canEncode(name)) {
            throw refused(session, name, "has half a surrogate pair in its name");
          }
          text.append(text.length() == 1 ? "" : ",");
          quote(text, name);
          // Somebody may have put it there by hand: it is kept, as everything that is not known.
          text.append(':').append(value == null ? AttributeText.binary(encoded) : value);
        });
    return text.append('}').toString();
  }

  /**
   * Takes a container apart.
   *
   * @return encoded attributes in their order; null if this is not one JSON object
   */
  public static @Nullable Map<String, byte[]> split(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      Map<String, byte[]> attributes = read(parser, text);
      return parser.nextToken() == null ? attributes : null;
    } catch (JacksonException malformed) {
      return null;
    }
  }

  /**
   * Takes a container apart that is in a larger text.
   *
   * @param parser of all the text; at the beginning of the container, and at its end afterwards
   * @return encoded attributes in their order
   * @throws JacksonException if the text is not JSON
   */
  public static Map<String, byte[]> read(JsonParser parser, String text) {
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      attributes.put(name, AttributeText.encoded(nextValue(parser, text)));
    }
    return attributes;
  }

  /** Returns the text of the value that begins with the parser's token. */
  private static String nextValue(JsonParser parser, String text) {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    return text.substring(from, (int) parser.currentLocation().getCharOffset());
  }

  /** Returns how long the text is, unless something has to be escaped or wrapped. */
  private static int expectedLength(Map<String, byte[]> attributes) {
    int length = 2;
    for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
      length += attribute.getKey().length() + attribute.getValue().length + AROUND;
    }
    return length;
  }

  private static SessionStoreRejectedException refused(
      SessionKey session, String name, String reason) {
    return new SessionStoreRejectedException(
        "Attribute '%s' of session %s %s, so it cannot be kept as text. Nothing was written"
            .formatted(name, session, reason),
        null);
  }

  private static void quote(StringBuilder text, String name) {
    text.append('"');
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    text.append('"');
  }
}
