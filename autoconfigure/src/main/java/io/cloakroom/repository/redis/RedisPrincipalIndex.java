package io.cloakroom.repository.redis;

import static io.cloakroom.repository.redis.ScriptArguments.bytes;
import static io.cloakroom.repository.redis.ScriptArguments.keyOrNull;
import static io.cloakroom.repository.redis.ScriptArguments.millis;
import static io.cloakroom.repository.redis.ScriptArguments.number;
import static io.cloakroom.repository.redis.ScriptArguments.text;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.PrincipalIndex;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of each principal, in a sorted set of its own.
 *
 * <p>An entry is there before its session can be found under the principal, and is removed after
 * that session is dead. In between it says nothing: each reader asks the session itself. So a crash
 * between two steps leaves at worst an entry that the next reader removes, or the end of the set.
 */
final class RedisPrincipalIndex implements PrincipalIndex {

  /** Longer than any write can be under way. */
  private static final Duration UNDER_WAY = Duration.ofMinutes(1);

  private static final Duration UNLIMITED = Duration.ofDays(3650);

  private final RedisLink link;
  private final RedisKeys keys;
  private final Duration grace;

  RedisPrincipalIndex(RedisLink link, RedisStoreSettings settings) {
    this.link = link;
    this.keys = new RedisKeys(settings.namespace());
    this.grace = settings.grace();
  }

  /**
   * A live session.
   *
   * @param session what it holds; null if nobody wants to know
   */
  private record Found(SessionKey key, long created, @Nullable SessionRecord session) {}

  @Override
  public List<SessionKey> find(String principal) {
    return find("find by principal", principal, false).map(Found::key).toList();
  }

  @Override
  public List<SessionRecord> read(String principal) {
    return find("read by principal", principal, true)
        .map(Found::session)
        .filter(Objects::nonNull)
        .toList();
  }

  private Stream<Found> find(String operation, String principal, boolean whole) {
    RedisExchange exchange = new RedisExchange(link, operation);
    List<SessionKey> candidates = candidates(exchange, principal);
    while (true) {
      Answers answers = ask(exchange, principal, candidates, whole);
      if (answers.live().size() == candidates.size()) {
        return answers.sorted();
      }
      // One of those that are not live may have another key now, whose entry was made before.
      List<SessionKey> now = candidates(exchange, principal);
      if (candidates.containsAll(now)) {
        if (!answers.dead().isEmpty()) {
          removeOlder(principal, answers.dead());
        }
        return answers.sorted();
      }
      candidates = now;
    }
  }

  @Override
  public boolean lock(String principal, String owner, Duration lease) {
    RedisScript.Call lock =
        RedisScript.LOCK.on(
            List.of(keys.lock(principal)), List.of(bytes(owner), number(millis(lease))));
    return new RedisExchange(link, "lock principal").run(lock).size() == 1;
  }

  @Override
  public boolean unlock(String principal, String owner) {
    RedisScript.Call unlock =
        RedisScript.UNLOCK.on(List.of(keys.lock(principal)), List.of(bytes(owner)));
    return new RedisExchange(link, "unlock principal").run(unlock).size() == 1;
  }

  /**
   * Returns what makes an entry, to be sent before its session is written.
   *
   * @param remaining how long the session may last at most; null if it may for ever
   */
  RedisScript.Call entry(String principal, SessionKey key, @Nullable Duration remaining) {
    Duration longest = remaining == null ? UNLIMITED : remaining;
    return RedisScript.INDEX.on(
        List.of(keys.principal(principal)),
        List.of(bytes(key), number(Math.max(millis(longest), 0) + millis(grace))));
  }

  /** Removes the entry of a session that is dead for ever. */
  void remove(String principal, SessionKey dead) {
    link.sendAndForget(
        List.of(RedisCommands.zrem(keys.principal(principal), List.of(bytes(dead)))));
  }

  /** Removes entries, but for those that a write that is under way may have made just now. */
  void removeOlder(String principal, List<SessionKey> sessions) {
    List<byte[]> args = new ArrayList<>();
    args.add(number(UNDER_WAY.toMillis()));
    sessions.forEach(key -> args.add(bytes(key)));
    link.sendAndForget(
        List.of(
            RedisCommands.eval(RedisScript.UNINDEX.on(List.of(keys.principal(principal)), args))));
  }

  private List<SessionKey> candidates(RedisExchange exchange, String principal) {
    byte[] index = keys.principal(principal);
    AsyncCommand<byte[], byte[], List<byte[]>> range = RedisCommands.zrange(index);
    exchange.send(List.of(range));
    List<byte[]> broken = new ArrayList<>();
    List<SessionKey> candidates = new ArrayList<>();
    for (byte[] member : exchange.answer(range)) {
      SessionKey key = keyOrNull(member);
      if (key == null) {
        broken.add(member);
      } else {
        candidates.add(key);
      }
    }
    if (!broken.isEmpty()) {
      link.sendAndForget(List.of(RedisCommands.zrem(index, broken)));
    }
    return candidates;
  }

  private Answers ask(
      RedisExchange exchange, String principal, List<SessionKey> candidates, boolean whole) {
    // Together: a session that changes its key in between would be missed, or found twice.
    Map<String, List<SessionKey>> shards = new LinkedHashMap<>();
    candidates.forEach(
        key -> shards.computeIfAbsent(key.shard(), shard -> new ArrayList<>()).add(key));
    List<RedisScript.Call> calls = new ArrayList<>();
    for (List<SessionKey> shard : shards.values()) {
      calls.add(
          RedisScript.VERIFY.on(
              shard.stream().map(keys::session).toList(),
              List.of(bytes(principal), bytes(whole ? "+" : ""))));
    }
    Answers answers = new Answers(new ArrayList<>(), new ArrayList<>());
    if (calls.isEmpty()) {
      return answers;
    }
    Iterator<List<Object>> replies = exchange.run(calls).iterator();
    for (List<SessionKey> shard : shards.values()) {
      List<Object> reply = replies.next();
      for (int i = 0; i < shard.size(); i++) {
        answers.add(shard.get(i), (List<?>) reply.get(i));
      }
    }
    return answers;
  }

  private record Answers(List<Found> live, List<SessionKey> dead) {

    void add(SessionKey key, List<?> answer) {
      switch (String.valueOf(text(answer.get(0)))) {
        case "live" -> live.add(found(key, answer));
        case "dead" -> dead.add(key);
        default -> {}
      }
    }

    Stream<Found> sorted() {
      return live.stream().sorted(Comparator.comparing(Found::created).thenComparing(Found::key));
    }

    private static Found found(SessionKey key, List<?> answer) {
      long created = (Long) answer.get(1);
      StoredSession stored = answer.size() > 2 ? StoredSession.of((List<?>) answer.get(3)) : null;
      return new Found(
          key, created, stored == null ? null : stored.toRecord(key, (Long) answer.get(2)));
    }
  }
}
