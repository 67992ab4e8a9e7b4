package io.cloakroom.repository.memcached;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreRejectedException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How items are named, read and written.
 *
 * @param keys names
 * @param unreadable is told of what is no session
 */
record Items(Keys keys, UnreadableItems unreadable) {

  String name(SessionKey key) {
    return keys.session(key);
  }

  /** Reads an item, in one round trip; null if there is none, or none that can be read. */
  @Nullable StoredItem read(Exchange exchange, SessionKey key) {
    List<Reply> replies = exchange.send(exchange.timed().read(name(key)));
    return stored(exchange, key, replies.get(0), replies.get(1));
  }

  /** Takes an item from the answer that it came with; null if there is none that can be read. */
  @Nullable StoredItem stored(Exchange exchange, SessionKey key, Reply timeLeft, Reply read) {
    if (!read.isDone()) {
      return null;
    }
    StoredItem stored = StoredItem.of(read, exchange.now(timeLeft));
    if (stored == null) {
      unreadable.report(key);
    }
    return stored;
  }

  /** Marks a key as taken, unless there is an item, so that no rename can be completed there. */
  Commands take(Commands commands, SessionKey to, SessionKey from, long now) {
    Item mark = Item.taken(from.value(), now);
    return commands.add(name(to), mark, ItemFormat.encode(mark));
  }

  /**
   * Returns the bytes to store.
   *
   * @throws SessionStoreRejectedException if they are too many
   */
  byte[] encoded(Exchange exchange, SessionKey key, Item item) {
    byte[] bytes = ItemFormat.encode(item);
    exchange.checkSize(key, name(key), bytes);
    return bytes;
  }

  /** Returns when a maximum lifetime ends that begins now. */
  static long end(long time, @Nullable Duration remaining) {
    return remaining == null ? Item.NEVER : Math.max(time + StoreMillis.of(remaining), 1);
  }
}
