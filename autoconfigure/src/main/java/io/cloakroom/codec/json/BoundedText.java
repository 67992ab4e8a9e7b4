package io.cloakroom.codec.json;

import java.io.StringWriter;

/** Text that grows no longer than any that is read. */
final class BoundedText extends StringWriter {

  @Override
  public void write(int character) {
    BoundedBytes.check(getBuffer().length() + 1L);
    super.write(character);
  }

  @Override
  public void write(char[] text, int offset, int length) {
    BoundedBytes.check(getBuffer().length() + (long) length);
    super.write(text, offset, length);
  }

  @Override
  public void write(String text) {
    BoundedBytes.check(getBuffer().length() + (long) text.length());
    super.write(text);
  }

  @Override
  public void write(String text, int offset, int length) {
    BoundedBytes.check(getBuffer().length() + (long) length);
    super.write(text, offset, length);
  }
}
