package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.memcached.StoreMillis.SECOND;

import io.cloakroom.SessionKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notes uses of sessions of one server by moving the ends of their items, which is two round trips
 * for all: one to see how long they live, and one to prolong them.
 *
 * <p>The second one also tells what each item was like just before. If a later use came in between,
 * its end is given back; if the item was written, its end is made what it is to be by what is
 * written in it.
 */
record ItemTouches(Exchange exchange, Items items) {

  /** Until this one, the item is there, and the session has ended. */
  private static final long DEAD_SECONDS = 1;

  /** How an item is to be prolonged. */
  private record Move(SessionKey key, long ago, long flags, long exptime) {}

  /** Notes uses; how many milliseconds ago they were, by key. */
  void apply(Map<SessionKey, Long> uses) {
    Commands look = exchange.timed();
    uses.keySet().forEach(key -> look.look(items.name(key)));
    List<Reply> replies = exchange.send(look);
    long now = exchange.now(replies.get(0));
    List<Move> moves = new ArrayList<>();
    List<SessionKey> endless = new ArrayList<>();
    Iterator<Reply> answers = replies.subList(1, replies.size()).iterator();
    uses.forEach(
        (key, ago) -> {
          Reply answer = answers.next();
          if (answer.isDone() && answer.number('f') == 0) {
            endless.add(key);
          } else {
            Move move = move(key, answer, now, ago);
            if (move != null) {
              moves.add(move);
            }
          }
        });
    prolong(moves);
    endless.forEach(key -> rewrite(key, uses.getOrDefault(key, 0L)));
  }

  /** Returns null if the item is not to be moved: it is gone, or used later, or its session is. */
  private static @Nullable Move move(SessionKey key, Reply answer, long now, long ago) {
    if (!answer.isDone() || answer.number('f') >= Item.UNTOUCHABLE) {
      return null;
    }
    long left = answer.number('t');
    long exptime = StoreMillis.secondsUp(now * SECOND - ago) + answer.number('f');
    boolean moves = left > DEAD_SECONDS && exptime > now + left && exptime <= Item.LAST_SECOND;
    return moves ? new Move(key, ago, answer.number('f'), exptime) : null;
  }

  private void prolong(List<Move> moves) {
    List<Move> next = moves;
    while (!next.isEmpty()) {
      Commands prolong = exchange.timed();
      next.forEach(move -> prolong.prolong(items.name(move.key()), move.exptime()));
      List<Reply> replies = exchange.send(prolong);
      long now = exchange.now(replies.get(0));
      List<Move> givenBack = new ArrayList<>();
      for (int i = 0; i < next.size(); i++) {
        Move move = next.get(i);
        Reply before = replies.get(i + 1);
        long end = before.isDone() ? now + before.number('t') : 0;
        if (before.isDone() && before.number('f') != move.flags()) {
          mend(move);
        } else if (end > move.exptime()) {
          givenBack.add(new Move(move.key(), move.ago(), move.flags(), end));
        }
      }
      next = givenBack;
    }
  }

  /** Puts the end of an item right that was moved by what it is not any more. */
  private void mend(Move move) {
    String name = items.name(move.key());
    boolean changed;
    do {
      List<Reply> replies = exchange.send(exchange.timed().read(name));
      byte[] value = replies.get(1).value();
      Item item = value == null ? null : ItemFormat.decode(value);
      if (item == null) {
        return;
      }
      long use = exchange.now(replies.get(0)) * SECOND - move.ago();
      Commands right = new Commands().prolong(name, item.usedAt(use).exptime());
      Reply before = exchange.send(right).get(0);
      changed = before.isDone() && before.number('f') != item.flags();
    } while (changed && exchange.hasTime());
  }

  /** The end of such an item has nothing to do with its use, so that must be written into it. */
  private void rewrite(SessionKey key, long ago) {
    StoredItem stored = items.read(exchange, key);
    if (stored == null || !stored.item().isLive(stored.now()) || stored.item().life() > 0) {
      return;
    }
    Item used = stored.item().usedAt(stored.now() * SECOND - ago);
    if (used.accessed() > stored.item().accessed()) {
      byte[] bytes = items.encoded(exchange, key, used);
      exchange.send(new Commands().cas(items.name(key), used, bytes, stored.token()));
    }
  }
}
