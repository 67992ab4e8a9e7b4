package io.cloakroom;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A codec for tests, that counts: strings, and lists of strings, as JSON text. The string {@code
 * "unencodable"} and what is not of its form are refused.
 */
public final class TextCodec implements AttributeCodec {

  /** How often something was encoded. */
  public final AtomicInteger encoded = new AtomicInteger();

  /** How often something was decoded. */
  public final AtomicInteger decoded = new AtomicInteger();

  private final String separator;

  /** Makes a codec. */
  public TextCodec() {
    this(",");
  }

  /** Makes a codec that writes lists otherwise than its other releases, but reads them all. */
  public TextCodec(String separator) {
    this.separator = separator;
  }

  @Override
  public byte[] encode(String name, Object value) {
    encoded.incrementAndGet();
    if (value.equals("unencodable")) {
      throw new AttributeEncodingException("Session attribute '" + name + "' is unencodable", null);
    }
    String text =
        value instanceof List<?> list
            ? "["
                + String.join(separator, list.stream().map(each -> "\"" + each + "\"").toList())
                + "]"
            : "\"" + value + "\"";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Object decode(String name, byte[] bytes) {
    decoded.incrementAndGet();
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("[")) {
      List<String> list = new ArrayList<>();
      for (String each : text.substring(1, text.length() - 1).split(", ?", -1)) {
        if (!each.isEmpty()) {
          list.add(each.substring(1, each.length() - 1));
        }
      }
      return list;
    }
    if (text.startsWith("\"")) {
      return text.substring(1, text.length() - 1);
    }
    throw new AttributeDecodingException("Session attribute '" + name + "' is not text", null);
  }

  @Override
  public boolean isImmutable(Object value) {
    return value instanceof String;
  }

  @Override
  public boolean isTransient(String name) {
    return name.startsWith("transient.");
  }

  @Override
  public boolean holds(byte[] bytes, Class<?> type) {
    return false;
  }
}
