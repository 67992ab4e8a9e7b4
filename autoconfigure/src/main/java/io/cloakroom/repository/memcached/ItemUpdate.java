package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.memcached.StoreMillis.SECOND;

import io.cloakroom.SessionChanges;
import io.cloakroom.SessionChanges.LifetimeChange;
import io.cloakroom.SessionChanges.PrincipalChange;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One update: tried on what the caller has read, then on what is stored, again and again until
 * nobody has written in between, or the time is over.
 */
record ItemUpdate(
    Exchange exchange, Items items, TouchPolicy touches, SessionKey key, SessionChanges changes) {

  /** Returns what is stored afterwards; null if the session is not live. */
  @Nullable SessionRecord apply(SessionRecord base) {
    StoredItem read = StoredItem.behind(base);
    if (read != null && isSimple(read)) {
      Outcome outcome = writeFromNowOn(read);
      if (!outcome.changed()) {
        return outcome.stored();
      }
    }
    do {
      StoredItem stored = items.read(exchange, key);
      if (stored == null || !stored.item().isLive(stored.now())) {
        return null;
      }
      Outcome outcome = write(stored);
      if (!outcome.changed()) {
        return outcome.stored();
      }
    } while (exchange.hasTime());
    throw exchange.crowded(key);
  }

  /**
   * What came of an attempt.
   *
   * @param changed whether somebody else wrote meanwhile, so that nothing was written
   * @param stored what is stored; null if nothing is
   */
  private record Outcome(boolean changed, @Nullable SessionRecord stored) {

    static Outcome of(Reply reply, SessionRecord stored) {
      return new Outcome(reply.startsWith("EXISTS"), reply.isDone() ? stored : null);
    }
  }

  /**
   * Returns whether it makes no difference what the time is, but for the item's end, which
   * Memcached can be told as a distance then.
   */
  private boolean isSimple(StoredItem read) {
    long life = read.item().life();
    return changes.use()
        && changes.idle() == null
        && changes.lifetime() == null
        && life > 0
        && life < Item.LONGEST_DISTANCE
        && read.isSurelyLive();
  }

  /** Writes without a read: the time of the use follows from the item's end. */
  private Outcome writeFromNowOn(StoredItem read) {
    Item next = changed(read.item(), read.now());
    long life = next.life();
    List<Reply> replies =
        exchange.send(exchange.timed().cas(name(), life, life, encoded(next), read.token()));
    Reply written = replies.get(1);
    if (!written.isDone()) {
      return Outcome.of(written, next.toRecord(key, read.now()));
    }
    long now = exchange.now(replies.get(0));
    return Outcome.of(written, next.usedAt(now * SECOND).toRecord(key, now));
  }

  private Outcome write(StoredItem stored) {
    long now = stored.now();
    Item next = changed(stored.item(), now);
    Commands commands =
        new Commands().look(name()).cas(name(), next, encoded(next), stored.token());
    List<Reply> replies = exchange.send(commands);
    Reply before = replies.get(0);
    if (replies.get(1).isDone()) {
      keepTouch(before, stored, next);
    }
    return Outcome.of(replies.get(1), next.toRecord(key, now));
  }

  /**
   * A touch may have come between the read and the write: its use is not taken back. One that came
   * after the look, in the same packet as the write, is: no command writes and leaves the end
   * alone.
   */
  private void keepTouch(Reply before, StoredItem stored, Item next) {
    if (before.isDone() && next.life() > 0 && next.life() == stored.item().life()) {
      long left = before.number('t');
      if (left >= 0 && stored.now() + left > next.exptime()) {
        exchange.send(new Commands().prolong(name(), stored.now() + left));
      }
    }
  }

  private Item changed(Item before, long now) {
    long time = now * SECOND;
    Duration idle = changes.idle();
    PrincipalChange owner = changes.principal();
    LifetimeChange lifetime = changes.lifetime();
    Duration remaining = lifetime == null ? null : lifetime.to();
    String origin = before.origin(now);
    return new Item(
        Item.State.LIVE,
        before.version() + (changes.isEmpty() ? 0 : 1),
        before.created(),
        changes.use() ? Math.max(before.accessed(), time) : before.accessed(),
        idle == null ? before.idle() : StoreMillis.of(idle),
        idle == null ? before.slack() : StoreMillis.of(touches.slack(idle)),
        lifetime == null ? before.ends() : Items.end(time, remaining),
        origin,
        origin.isEmpty() ? 0 : before.since(),
        before.lineage(),
        owner == null ? before.principal() : owner.to(),
        changed(before.attributes()));
  }

  private Map<String, byte[]> changed(Map<String, byte[]> before) {
    if (changes.put().isEmpty() && changes.removed().isEmpty()) {
      return before;
    }
    Map<String, byte[]> after = new LinkedHashMap<>(before);
    after.keySet().removeAll(changes.removed());
    after.putAll(changes.put());
    return Collections.unmodifiableMap(after);
  }

  /**
   * Returns the bytes to store.
   *
   * @throws SessionStoreRejectedException if they are too many
   */
  private byte[] encoded(Item next) {
    return items.encoded(exchange, key, next);
  }

  private String name() {
    return items.name(key);
  }
}
