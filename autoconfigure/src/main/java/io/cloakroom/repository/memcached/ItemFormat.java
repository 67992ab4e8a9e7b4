package io.cloakroom.repository.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.repository.memcached.Item.State;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An item as bytes: {@code CKR} and the number of this format, what became of the session, its
 * numbers, its texts, its attributes as they are, and a checksum of all that. Numbers are
 * big-endian; each text and each attribute has its length before it.
 */
final class ItemFormat {

  private static final int MAGIC = 'C' << 24 | 'K' << 16 | 'R' << 8 | 1;
  private static final int NUMBERS = 7;
  private static final int NOTHING = -1;
  private static final int FIXED = Integer.BYTES + 1 + NUMBERS * Long.BYTES;
  private static final int CHECKSUM = Integer.BYTES;

  private ItemFormat() {}

  static byte[] encode(Item item) {
    byte[] other = item.other().getBytes(UTF_8);
    byte[] lineage = item.lineage().getBytes(UTF_8);
    String principal = item.principal();
    byte[] owner = principal == null ? null : principal.getBytes(UTF_8);
    List<byte[]> attributes = new ArrayList<>(2 * item.attributes().size());
    item.attributes()
        .forEach(
            (name, value) -> {
              attributes.add(name.getBytes(UTF_8));
              attributes.add(value);
            });

    int size = FIXED + sizeOf(other) + sizeOf(lineage) + sizeOf(owner) + Integer.BYTES + CHECKSUM;
    for (byte[] each : attributes) {
      size += sizeOf(each);
    }
    ByteBuffer to = ByteBuffer.allocate(size);
    to.putInt(MAGIC).put(item.state().code());
    to.putLong(item.version()).putLong(item.created()).putLong(item.accessed());
    to.putLong(item.idle()).putLong(item.slack()).putLong(item.ends()).putLong(item.since());
    put(to, other);
    put(to, lineage);
    put(to, owner);
    to.putInt(item.attributes().size());
    attributes.forEach(each -> put(to, each));
    return to.putInt(checksum(to.array(), to.position())).array();
  }

  /** Returns null if these bytes are no item of this format, or were damaged. */
  static @Nullable Item decode(byte[] bytes) {
    int end = bytes.length - CHECKSUM;
    if (end < FIXED || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
      return null;
    }
    try {
      return read(ByteBuffer.wrap(bytes, 0, end));
    } catch (BufferUnderflowException damaged) {
      return null;
    }
  }

  private static @Nullable Item read(ByteBuffer from) {
    int magic = from.getInt();
    State state = State.of(from.get());
    if (magic != MAGIC || state == null) {
      return null;
    }
    long version = from.getLong();
    long created = from.getLong();
    long accessed = from.getLong();
    long idle = from.getLong();
    long slack = from.getLong();
    long ends = from.getLong();
    long since = from.getLong();
    String other = text(from);
    String lineage = text(from);
    String principal = text(from);
    if (other == null || lineage == null) {
      return null;
    }
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    for (int i = from.getInt(); i > 0; i--) {
      String name = text(from);
      byte[] value = take(from);
      if (name == null || value == null) {
        return null;
      }
      attributes.put(name, value);
    }
    return new Item(
        state,
        version,
        created,
        accessed,
        idle,
        slack,
        ends,
        other,
        since,
        lineage,
        principal,
        Collections.unmodifiableMap(attributes));
  }

  private static int sizeOf(byte @Nullable [] bytes) {
    return Integer.BYTES + (bytes == null ? 0 : bytes.length);
  }

  private static void put(ByteBuffer to, byte @Nullable [] bytes) {
    to.putInt(bytes == null ? NOTHING : bytes.length);
    if (bytes != null) {
      to.put(bytes);
    }
  }

  private static byte @Nullable [] take(ByteBuffer from) {
    int length = from.getInt();
    if (length == NOTHING) {
      return null;
    }
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  private static @Nullable String text(ByteBuffer from) {
    byte[] bytes = take(from);
    return bytes == null ? null : new String(bytes, UTF_8);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
