package io.cloakroom;

import java.util.Arrays;

/**
 * Turns attribute values into bytes and back.
 *
 * <p>The bytes say themselves what they are: JSON text, or a first byte below {@code 0x09}, which
 * no JSON text has, and then anything. So a store can hold attributes of several codecs at once.
 * The first byte {@code 0x03} is not for codecs: it says that bytes are sealed ({@link
 * AttributeSeal}). Implementations are safe for use by several threads.
 */
public interface AttributeCodec {

  /**
   * Encodes a value.
   *
   * @param name of the attribute, for the message of a failure
   * @param value to be encoded
   * @return bytes of the form described above
   * @throws AttributeEncodingException if this value cannot be encoded
   */
  byte[] encode(String name, Object value);

  /**
   * Says whether a value would be encoded to certain bytes. Each request asks that of what it
   * reads, and mostly it is so: it should cost no more than it must.
   *
   * @param name of the attribute
   * @param value to be compared
   * @param encoded what {@link #encode} returned once, here or on another node
   * @return false also if the value cannot be encoded
   */
  default boolean isEncodedAs(String name, Object value, byte[] encoded) {
    try {
      return Arrays.equals(encode(name, value), encoded);
    } catch (RuntimeException cannotBeEncoded) {
      return false;
    }
  }

  /**
   * Decodes a value.
   *
   * @param name of the attribute, for the message of a failure
   * @param encoded anything at all, since a store may have been written by a newer node, or
   *     tampered with
   * @return a value of its own, shared with no other call
   * @throws AttributeDecodingException if this node cannot read these bytes
   */
  Object decode(String name, byte[] encoded);

  /**
   * Says whether a value can never change, so that it need not be encoded again to see whether it
   * did.
   *
   * @return false if in doubt
   */
  boolean isImmutable(Object value);

  /**
   * Says whether an attribute is for the request only that sets it, and is never stored.
   *
   * @param name of the attribute
   */
  default boolean isTransient(String name) {
    return false;
  }

  /**
   * Says whether bytes hold an instance of a type, without decoding them.
   *
   * @return false also if this node cannot tell
   */
  boolean holds(byte[] encoded, Class<?> type);
}
