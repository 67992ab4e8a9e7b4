package io.cloakroom.codec;

import io.cloakroom.AttributeCodec;
import io.cloakroom.AttributeDecodingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Compresses what another codec encodes, if that is large: the byte {@code 0x02}, and then the zlib
 * format (RFC 1950). What is compressed is always read, whatever is compressed when it is written.
 */
public final class CompressingAttributeCodec implements AttributeCodec {

  /** First byte of everything that is compressed. */
  static final byte MARKER = 2;

  private static final int MAX_SIZE = 16 << 20;

  private final AttributeCodec codec;
  private final long above;

  /**
   * Makes a codec.
   *
   * @param codec that encodes what is to be compressed
   * @param above how many bytes an attribute must have to be compressed, without these
   */
  public CompressingAttributeCodec(AttributeCodec codec, long above) {
    this.codec = codec;
    this.above = above;
  }

  @Override
  public byte[] encode(String name, Object value) {
    byte[] encoded = codec.encode(name, value);
    if (encoded.length <= above) {
      return encoded;
    }
    byte[] compressed = deflate(encoded);
    return compressed.length < encoded.length ? compressed : encoded;
  }

  @Override
  public boolean isEncodedAs(String name, Object value, byte[] encoded) {
    boolean small = !isCompressed(encoded) && encoded.length <= above;
    return small
        ? codec.isEncodedAs(name, value, encoded)
        : AttributeCodec.super.isEncodedAs(name, value, encoded);
  }

  @Override
  public Object decode(String name, byte[] encoded) {
    if (!isCompressed(encoded)) {
      return codec.decode(name, encoded);
    }
    byte[] inflated;
    try {
      inflated = inflate(encoded);
    } catch (IOException e) {
      throw new AttributeDecodingException(
          "Session attribute '" + name + "' cannot be read: it is not compressed as it says.", e);
    }
    if (inflated.length > MAX_SIZE) {
      throw new AttributeDecodingException(
          "Session attribute '%s' cannot be read: it has more than %d bytes."
              .formatted(name, MAX_SIZE),
          null);
    }
    return codec.decode(name, inflated);
  }

  @Override
  public boolean isImmutable(Object value) {
    return codec.isImmutable(value);
  }

  @Override
  public boolean isTransient(String name) {
    return codec.isTransient(name);
  }

  @Override
  public boolean holds(byte[] encoded, Class<?> type) {
    try {
      return codec.holds(isCompressed(encoded) ? inflate(encoded) : encoded, type);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isCompressed(byte[] encoded) {
    return encoded.length > 0 && encoded[0] == MARKER;
  }

  private static byte[] deflate(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    compressed.write(MARKER);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream out = new DeflaterOutputStream(compressed, deflater)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return compressed.toByteArray();
  }

  /** Returns at most a byte more than an attribute may have: a few bytes may claim to be many. */
  private static byte[] inflate(byte[] compressed) throws IOException {
    Inflater inflater = new Inflater();
    try (InputStream in =
        new InflaterInputStream(
            new ByteArrayInputStream(compressed, 1, compressed.length - 1), inflater)) {
      return in.readNBytes(MAX_SIZE + 1);
    } finally {
      inflater.end();
    }
  }
}
