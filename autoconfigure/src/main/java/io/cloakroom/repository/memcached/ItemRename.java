package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.memcached.StoreMillis.SECOND;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.memcached.Item.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a session another key, which takes two items, and Memcached changes only one at a time.
 *
 * <ol>
 *   <li>The old item is marked as leaving. From now on nothing finds the session, and no slow
 *       writer can change it.
 *   <li>The new item is added. With this, and not before, the session has its new key.
 *   <li>The old item is deleted.
 * </ol>
 *
 * <p>So it has never two usable keys. Who ends it, or renames it again, deletes an old item first
 * that may have been left. A rename that was cut off before the second step is undone by the next
 * read of the old key, some seconds later, which first marks the new key as taken, so that the
 * second step fails if it comes after all: adding to one key decides between them; and so does who
 * ends a session that is leaving. Such a mark, and an old item that nobody reads, are gone after a
 * minute.
 */
record ItemRename(Exchange exchange, Items items) {

  /** A rename that is older than this is not under way any more. */
  static final long PATIENCE_SECONDS = 5;

  /** Returns whether it was renamed; if not, nothing has changed. */
  boolean apply(SessionKey from, SessionKey to) {
    do {
      Commands look = exchange.timed().read(items.name(from)).look(items.name(to));
      List<Reply> replies = exchange.send(look);
      StoredItem stored = items.stored(exchange, from, replies.get(0), replies.get(1));
      boolean taken = replies.get(2).isDone();
      if (taken || stored == null || !stored.item().isLive(stored.now())) {
        return false;
      }
      Reply left = leave(from, to, stored);
      if (left.isDone()) {
        return arrive(from, to, stored);
      }
      if (!left.startsWith("EXISTS")) {
        return false;
      }
    } while (exchange.hasTime());
    throw exchange.crowded(from);
  }

  /** Undoes a rename that was cut off; returns the session, or null if it has been renamed. */
  @Nullable SessionRecord resume(SessionKey from, StoredItem leaving) {
    Item item = leaving.item();
    SessionKey to = SessionKey.parse(item.other());
    boolean underWay = leaving.now() - item.since() <= PATIENCE_SECONDS;
    if (to == null || underWay || !item.isLiveOrLeaving(leaving.now())) {
      return null;
    }
    Commands take = items.take(new Commands(), to, from, leaving.now());
    if (!exchange.send(take).get(0).isDone() && !isTaken(to, from)) {
      return null;
    }
    Item live = item.staying();
    if (cas(from, live, leaving.token()).isDone()) {
      return live.toRecord(from, leaving.now());
    }
    // Somebody else undid it, or ended the session.
    StoredItem now = items.read(exchange, from);
    return now != null && now.item().isLive(now.now()) ? now.toRecord(from) : null;
  }

  /** Returns whether somebody has begun to undo the rename, and perhaps was cut off himself. */
  private boolean isTaken(SessionKey to, SessionKey from) {
    StoredItem there = items.read(exchange, to);
    return there != null
        && there.item().state() == State.TAKEN
        && there.item().other().equals(from.value());
  }

  private Reply leave(SessionKey from, SessionKey to, StoredItem stored) {
    Item before = stored.item();
    Item leaving = before.renaming(State.LEAVING, before.version(), to.value(), stored.now());
    // Here, so that one that is too large with the names of both keys has not left yet.
    byte[] bytes = items.encoded(exchange, from, leaving);
    Commands commands = new Commands();
    String origin = before.origin(stored.now());
    if (!origin.isEmpty()) {
      commands.delete(items.keys().session(origin));
    }
    commands.cas(items.name(from), leaving, bytes, stored.token());
    List<Reply> replies = exchange.send(commands);
    return replies.get(replies.size() - 1);
  }

  private boolean arrive(SessionKey from, SessionKey to, StoredItem stored) {
    Item before = stored.item();
    Item arrived =
        before
            .usedAt(stored.now() * SECOND)
            .renaming(State.LIVE, before.version() + 1, from.value(), stored.now());
    boolean added = false;
    try {
      Commands add = new Commands().add(items.name(to), arrived, ItemFormat.encode(arrived));
      added = exchange.send(add).get(0).isDone();
    } catch (SessionStoreRejectedException full) {
      stay(from, to);
      throw full;
    }
    if (!added) {
      stay(from, to);
      return false;
    }
    try {
      exchange.send(new Commands().delete(items.name(from)));
    } catch (SessionStoreUnavailableException leftBehind) {
      // It has its new key already. The old item says so, and is gone after a minute.
    }
    return true;
  }

  /** The new key cannot be had: the session keeps its old one. */
  private void stay(SessionKey from, SessionKey to) {
    StoredItem leaving = items.read(exchange, from);
    if (leaving != null
        && leaving.item().state() == State.LEAVING
        && leaving.item().other().equals(to.value())) {
      cas(from, leaving.item().staying(), leaving.token());
    }
  }

  private Reply cas(SessionKey key, Item item, String token) {
    Commands cas = new Commands().cas(items.name(key), item, ItemFormat.encode(item), token);
    return exchange.send(cas).get(0);
  }
}
