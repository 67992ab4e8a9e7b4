package io.cloakroom.repository.memcached;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.memcached.Item.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends sessions of one server: one round trip to see which ones are live, and one to delete them
 * unless somebody wrote them meanwhile; such ones are looked at again.
 */
record ItemDeletion(Exchange exchange, Items items) {

  /** Returns those that this call ended. */
  Set<SessionKey> apply(Collection<SessionKey> sessions) {
    Set<SessionKey> ended = new HashSet<>();
    List<SessionKey> left = List.copyOf(sessions);
    while (!left.isEmpty()) {
      left = deleteUnlessChanged(left, ended);
      if (!left.isEmpty() && !exchange.hasTime()) {
        throw exchange.crowded(left.get(0));
      }
    }
    return ended;
  }

  private List<SessionKey> deleteUnlessChanged(List<SessionKey> sessions, Set<SessionKey> ended) {
    Commands read = exchange.timed();
    sessions.forEach(key -> read.read(items.name(key)));
    List<Reply> replies = exchange.send(read);
    Commands commands = new Commands();
    List<Deletion> deletions = new ArrayList<>();
    for (int i = 0; i < sessions.size(); i++) {
      SessionKey key = sessions.get(i);
      StoredItem stored = items.stored(exchange, key, replies.get(0), replies.get(i + 1));
      if (stored != null && stored.item().isLiveOrLeaving(stored.now())) {
        deletions.add(delete(key, stored, commands));
      }
    }
    if (deletions.isEmpty()) {
      return List.of();
    }
    List<Reply> answers = exchange.send(commands);
    List<SessionKey> changed = new ArrayList<>();
    for (Deletion deletion : deletions) {
      Reply answer = answers.get(deletion.answer());
      if (answer.isDone() && answers.get(deletion.decisive()).isDone()) {
        ended.add(deletion.key());
      } else if (answer.startsWith("EX")) {
        changed.add(deletion.key());
      }
    }
    return changed;
  }

  /**
   * What was sent to end a session.
   *
   * @param answer number of the one that says whether its item is gone
   * @param decisive number of the one that says whether the session was that item's
   */
  private record Deletion(SessionKey key, int answer, int decisive) {}

  private Deletion delete(SessionKey key, StoredItem stored, Commands commands) {
    Item item = stored.item();
    SessionKey to = item.state() == State.LEAVING ? SessionKey.parse(item.other()) : null;
    int first = commands.count();
    if (to != null) {
      // It must not arrive there any more; if it is there already, it is not this one's to end.
      items.take(commands, to, key, stored.now());
    } else if (!item.origin(stored.now()).isEmpty()) {
      // First, or it might come back when this one is gone.
      commands.delete(items.keys().session(item.origin(stored.now())));
    }
    int answer = commands.count();
    commands.delete(items.name(key), stored.token());
    return new Deletion(key, answer, to == null ? answer : first);
  }
}
