package io.cloakroom.repository.memcached;

import io.cloakroom.SessionKey;
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
    Commands deletion = new Commands();
    List<SessionKey> live = new ArrayList<>();
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < sessions.size(); i++) {
      SessionKey key = sessions.get(i);
      StoredItem stored = items.stored(exchange, key, replies.get(0), replies.get(i + 1));
      if (stored != null && stored.item().isLive(stored.now())) {
        String origin = stored.item().origin(stored.now());
        if (!origin.isEmpty()) {
          // First, or it might come back when this one is gone.
          deletion.delete(items.keys().session(origin));
        }
        live.add(key);
        answers.add(deletion.count());
        deletion.delete(items.name(key), stored.token());
      }
    }
    if (live.isEmpty()) {
      return List.of();
    }
    List<Reply> deleted = exchange.send(deletion);
    List<SessionKey> changed = new ArrayList<>();
    for (int i = 0; i < live.size(); i++) {
      Reply reply = deleted.get(answers.get(i));
      if (reply.isDone()) {
        ended.add(live.get(i));
      } else if (reply.startsWith("EX")) {
        changed.add(live.get(i));
      }
    }
    return changed;
  }
}
