package io.cloakroom.codec;

import io.cloakroom.AttributeCodec;
import io.cloakroom.AttributeDecodingException;
import java.util.Set;

/**
 * Writes in one format, and reads every one: so a format can be changed while sessions live, and a
 * store may hold a mixture. What was written in another format is rewritten when it is next
 * changed.
 */
public final class MixedAttributeCodec implements AttributeCodec {

  /** Anything below it begins no JSON text. */
  private static final int FIRST_JSON_BYTE = 0x09;

  /**
   * Names under which Spring MVC keeps how to destroy session-scoped beans: objects of this node,
   * which mean nothing to another.
   */
  private static final String DESTRUCTION_CALLBACK =
      "org.springframework.web.context.request.ServletRequestAttributes.DESTRUCTION_CALLBACK.";

  private final AttributeCodec json;
  private final AttributeCodec java;
  private final AttributeFormat format;
  private final Set<String> javaClasses;

  /**
   * Makes a codec.
   *
   * @param json codec for JSON
   * @param java codec for JDK serialization
   * @param format of what is written
   * @param javaClasses names of classes whose values are written by JDK serialization all the same
   */
  public MixedAttributeCodec(
      AttributeCodec json, AttributeCodec java, AttributeFormat format, Set<String> javaClasses) {
    this.json = json;
    this.java = java;
    this.format = format;
    this.javaClasses = Set.copyOf(javaClasses);
  }

  @Override
  public byte[] encode(String name, Object value) {
    return writing(value).encode(name, stored(value));
  }

  @Override
  public boolean isEncodedAs(String name, Object value, byte[] encoded) {
    return writing(value).isEncodedAs(name, stored(value), encoded);
  }

  @Override
  public Object decode(String name, byte[] encoded) {
    if (isJava(encoded)) {
      return java.decode(name, encoded);
    }
    if (encoded.length > 0 && encoded[0] >= 0 && encoded[0] < FIRST_JSON_BYTE) {
      throw new AttributeDecodingException(
          "Session attribute '%s' cannot be read: its format %d is unknown to this node."
              .formatted(name, encoded[0]),
          null);
    }
    return json.decode(name, encoded);
  }

  @Override
  public boolean isImmutable(Object value) {
    return ImmutableTypes.contains(value);
  }

  @Override
  public boolean isTransient(String name) {
    return name.startsWith(DESTRUCTION_CALLBACK);
  }

  @Override
  public boolean holds(byte[] encoded, Class<?> type) {
    return (isJava(encoded) ? java : json).holds(encoded, type);
  }

  private AttributeCodec writing(Object value) {
    boolean asJava =
        format == AttributeFormat.JAVA || javaClasses.contains(value.getClass().getName());
    return asJava ? java : json;
  }

  private static Object stored(Object value) {
    return SavedRequests.is(value) ? SavedRequests.withoutCookies(value) : value;
  }

  private static boolean isJava(byte[] encoded) {
    return encoded.length > 0 && encoded[0] == JdkAttributeCodec.MARKER;
  }
}
