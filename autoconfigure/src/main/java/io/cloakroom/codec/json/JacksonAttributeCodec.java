package io.cloakroom.codec.json;

import io.cloakroom.AttributeCodec;
import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeEncodingException;
import io.cloakroom.codec.ClassAllowList;
import io.cloakroom.codec.ImmutableTypes;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON text of the fields of objects, with the fidelity of JDK serialization: what is read is of
 * the same class and equal, or it was refused when it was written.
 *
 * <p>A value has one text only, whatever the order in which hash tables were filled. Each class is
 * proven the first time that one of its objects is written, by itself and in each field: it is read
 * back, and must have the same text again. Only classes of the allow-list are written and read, and
 * none other is loaded (OWASP Deserialization Cheat Sheet). Several references to one object become
 * several objects.
 */
public final class JacksonAttributeCodec implements AttributeCodec {

  /** From this size on, limits of length may keep a text from being read: each is proven. */
  private static final int LARGE = 1 << 20;

  private final Set<FirstSight.Sight> proven = ConcurrentHashMap.newKeySet();
  private final AllowedClasses classes;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  /**
   * Makes a codec.
   *
   * @param allowed classes, for writing as for reading
   * @param classLoader that knows the application's classes
   * @param aliases names of classes as they were written, and the names of those that have taken
   *     their place; these must be allowed
   */
  public JacksonAttributeCodec(
      ClassAllowList allowed, ClassLoader classLoader, Map<String, String> aliases) {
    this.classes = new AllowedClasses(allowed, classLoader, aliases);
    JsonMapper mapper = SessionMapper.of(classes);
    // As what any attribute is: the class of the value is then always written.
    this.writer = mapper.writerFor(Object.class);
    this.reader = mapper.readerFor(Object.class);
  }

  @Override
  public byte[] encode(String name, Object value) {
    BoundedBytes bytes = new BoundedBytes();
    Set<FirstSight.Sight> seen;
    try (JsonGenerator json = writer.createGenerator(bytes);
        FirstSight listening = new FirstSight(json, proven)) {
      writer.writeValue(listening, value);
      seen = listening.seen();
    } catch (RuntimeException | StackOverflowError e) {
      throw new AttributeEncodingException(Reasons.whyNotWritten(name, value, e), e);
    }
    byte[] encoded = bytes.bytes();
    if (!seen.isEmpty() || encoded.length > LARGE) {
      prove(name, value, encoded);
      proven.addAll(seen);
    }
    return encoded;
  }

  /** Proves nothing: whatever these bytes are was proven, or it is written anew. */
  @Override
  public boolean isEncodedAs(String name, Object value, byte[] encoded) {
    ExpectedBytes text = new ExpectedBytes(encoded);
    try {
      writer.writeValue(text, value);
      return text.isComplete();
    } catch (RuntimeException | StackOverflowError cannotBeWritten) {
      return false;
    }
  }

  @Override
  public Object decode(String name, byte[] encoded) {
    try {
      Object value = reader.readValue(encoded);
      if (value != null) {
        return value;
      }
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // Whoever can write to the store chooses these bytes: all that can be wrong with them ends
      // here.
      throw new AttributeDecodingException(Reasons.whyNotRead(name, e), e);
    }
    throw new AttributeDecodingException(
        "Session attribute '" + name + "' cannot be read: it holds null.", null);
  }

  @Override
  public boolean isImmutable(Object value) {
    return ImmutableTypes.contains(value);
  }

  @Override
  public boolean holds(byte[] encoded, Class<?> type) {
    try (JsonParser parser = reader.createParser(encoded)) {
      String name = className(parser);
      return name != null && type.isAssignableFrom(classes.named(name));
    } catch (JacksonException e) {
      return false;
    }
  }

  private void prove(String name, Object value, byte[] encoded) {
    byte[] again;
    try {
      again = writer.writeValueAsBytes(reader.readValue(encoded));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw new AttributeEncodingException(Reasons.whyNotReadBack(name, value, e), e);
    }
    if (!Arrays.equals(encoded, again)) {
      throw new AttributeEncodingException(Reasons.notTheSame(name, value, encoded, again), null);
    }
  }

  /** Returns the name that the text begins with. */
  private static @Nullable String className(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.START_OBJECT && !SessionTyping.CLASS.equals(parser.nextName())) {
      return null;
    }
    boolean named = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
    return named && parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : null;
  }
}
