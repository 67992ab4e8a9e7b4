package io.cloakroom.web;

import java.io.PrintWriter;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The text of a response, which saves the session before it is committed. */
final class SessionWriter extends PrintWriter {

  private static final int ONE_BYTE = 0x80;
  private static final int TWO_BYTES = 0x800;

  private final SessionResponse response;
  private final Charset charset;

  SessionWriter(PrintWriter text, SessionResponse response) {
    super(text);
    this.response = response;
    this.charset = Charset.forName(response.getCharacterEncoding());
  }

  @Override
  public void write(int c) {
    if (response.prepareWrite(bytes(Character.toString((char) c)))) {
      super.write(c);
    }
  }

  @Override
  public void write(char[] text, int offset, int count) {
    if (response.prepareWrite(bytes(CharBuffer.wrap(text, offset, count)))) {
      super.write(text, offset, count);
    }
  }

  @Override
  public void write(String text, int offset, int count) {
    if (response.prepareWrite(bytes(CharBuffer.wrap(text, offset, offset + count)))) {
      super.write(text, offset, count);
    }
  }

  /** Writes through {@code write}, which the JDK's does not. */
  @Override
  public void println() {
    write(System.lineSeparator());
  }

  @Override
  public void flush() {
    if (response.prepareCommit()) {
      super.flush();
    }
  }

  @Override
  public void close() {
    if (response.prepareCommit()) {
      super.close();
    }
  }

  /** Counts the bytes of a text, exactly for what the web uses, and never too few. */
  private long bytes(CharSequence text) {
    if (!charset.equals(StandardCharsets.UTF_8)) {
      return (long) Math.ceil(text.length() * charset.newEncoder().maxBytesPerChar());
    }
    return text.chars().mapToLong(SessionWriter::utf8Bytes).sum();
  }

  private static long utf8Bytes(int c) {
    if (c < ONE_BYTE) {
      return 1;
    }
    // Each half of a pair is two of its four bytes.
    return c < TWO_BYTES || Character.isSurrogate((char) c) ? 2 : 3;
  }
}
