package io.cloakroom.codec.cases;

import io.cloakroom.AttributeCodec;
import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeEncodingException;

/** Writes a value with the codec of one node and reads it with that of another. */
record RoundTrip(AttributeCodec writer, AttributeCodec reader) {

  static final String ATTRIBUTE = "attribute";

  /** What became of a value, and the message or the differences that tell why. */
  DeepComparison.Result of(SessionValue value) {
    Object written = value.make();
    byte[] encoded;
    try {
      encoded = writer.encode(ATTRIBUTE, written);
    } catch (AttributeEncodingException e) {
      return new DeepComparison.Result(Outcome.REFUSED, String.valueOf(e.getMessage()));
    }
    try {
      return DeepComparison.compare(written, reader.decode(ATTRIBUTE, encoded));
    } catch (AttributeDecodingException e) {
      return new DeepComparison.Result(Outcome.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }
}
