package io.cloakroom.repository.memcached;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An item as it was read: what it holds, with the last use that follows from its end.
 *
 * @param item what it holds
 * @param token changes whenever somebody writes it; a touch is no write
 * @param now the server's second when it answered
 * @param readAt when that was, by this virtual machine's monotonic clock
 */
record StoredItem(Item item, String token, long now, long readAt) {

  /** Takes an answer to {@link Commands#read}; null if this is no session that can be read. */
  static @Nullable StoredItem of(Reply reply, long now) {
    byte[] value = reply.value();
    Item item = value == null ? null : ItemFormat.decode(value);
    if (item == null) {
      return null;
    }
    return new StoredItem(
        item.usedAt(lastUse(reply, now)), reply.token('c'), now, System.nanoTime());
  }

  /** Returns the last use that follows from the item's end; its own beginning if none does. */
  private static long lastUse(Reply reply, long now) {
    long life = reply.number('f');
    long left = reply.number('t');
    boolean tells = life > 0 && life < Item.UNTOUCHABLE && left >= 0;
    // The clock may have ticked between the answers.
    return tells ? Math.min(now, now + left - life) * StoreMillis.SECOND : Long.MIN_VALUE;
  }

  /** Returns the record, with attributes that {@link #behind} finds this item by. */
  SessionRecord toRecord(SessionKey key) {
    SessionRecord plain = item.toRecord(key, now);
    return new SessionRecord(
        key,
        plain.lineage(),
        plain.version(),
        plain.createdAt(),
        plain.accessedAt(),
        plain.endsAt(),
        plain.readAt(),
        plain.idle(),
        plain.principal(),
        new ReadAttributes(plain.attributes(), key, this));
  }

  /** Returns the item that a record was read from; null if that is not known. */
  static @Nullable StoredItem behind(SessionRecord record) {
    return record.attributes() instanceof ReadAttributes read && read.key.equals(record.key())
        ? read.stored
        : null;
  }

  /** Returns whether the session has not ended since, by the monotonic clock. */
  boolean isSurelyLive() {
    long elapsed = StoreMillis.secondsUp((System.nanoTime() - readAt) / 1_000_000);
    return item.isLive(now + elapsed + 1);
  }

  /** Attributes that know where they were read, so that a change of them saves a read. */
  private static final class ReadAttributes extends AbstractMap<String, byte[]> {

    private final Map<String, byte[]> attributes;
    private final SessionKey key;
    private final StoredItem stored;

    ReadAttributes(Map<String, byte[]> attributes, SessionKey key, StoredItem stored) {
      this.attributes = attributes;
      this.key = key;
      this.stored = stored;
    }

    @Override
    public Set<Entry<String, byte[]>> entrySet() {
      return attributes.entrySet();
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
      return attributes.containsKey(name);
    }

    @Override
    public byte @Nullable [] get(@Nullable Object name) {
      return attributes.get(name);
    }
  }
}
