package io.cloakroom.repository.redis;

import static io.cloakroom.repository.redis.ScriptArguments.bytes;
import static io.cloakroom.repository.redis.ScriptArguments.keyOrNull;
import static io.cloakroom.repository.redis.ScriptArguments.millis;
import static io.cloakroom.repository.redis.ScriptArguments.number;
import static io.cloakroom.repository.redis.ScriptArguments.text;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ExpiryQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The expiry schedules of all shards.
 *
 * <p>Touches do not move a session in its schedule, so what is due there may well be live: it is
 * then put where it belongs. A session that Redis has dropped after its grace period has left no
 * trace of its principal: an entry in that index, if there is one, is removed by the index's next
 * reader, or ends with it.
 */
final class RedisExpiryQueue implements ExpiryQueue {

  private static final Logger log = LoggerFactory.getLogger(RedisExpiryQueue.class);

  /** How many shards are asked together, and for how many sessions each, at least. */
  private static final int TOGETHER = 32;

  private static final int FROM_EACH = 10;

  /** How many sessions a script claims or forgets. */
  private static final int AT_ONCE = 20;

  private final RedisLink link;
  private final RedisKeys keys;
  private final RedisPrincipalIndex index;

  RedisExpiryQueue(RedisLink link, RedisKeys keys, RedisPrincipalIndex index) {
    this.link = link;
    this.keys = keys;
    this.index = index;
  }

  @Override
  public List<Expired> claim(int limit, Duration lease) {
    Map<SessionKey, Expired> claimed = new LinkedHashMap<>();
    // Nodes that clean at the same time begin at different ends.
    int first = ThreadLocalRandom.current().nextInt(RedisKeys.SHARDS);
    for (int i = 0; i < RedisKeys.SHARDS && claimed.size() < limit; i += TOGETHER) {
      List<String> shards = new ArrayList<>();
      for (int j = i; j < i + TOGETHER; j++) {
        shards.add(HexFormat.of().toHexDigits((byte) (first + j)));
      }
      claim(shards, limit, lease, claimed);
    }
    return List.copyOf(claimed.values());
  }

  @Override
  public void forget(Collection<SessionKey> claimed) {
    for (List<SessionKey> batch : batches(claimed)) {
      List<Object> principals = run(RedisScript.FORGET, batch, new ArrayList<>());
      for (int i = 0; i < batch.size(); i++) {
        String principal = text(principals.get(i));
        if (principal != null) {
          index.remove(principal, batch.get(i));
        }
      }
    }
  }

  private void claim(
      List<String> shards, int limit, Duration lease, Map<SessionKey, Expired> claimed) {
    List<SessionKey> due;
    do {
      due = due(shards, limit - claimed.size());
      // The lease may have ended already; once a call is enough nevertheless.
      due.removeAll(claimed.keySet());
      for (List<SessionKey> batch : batches(due)) {
        claimDue(batch.subList(0, Math.min(batch.size(), limit - claimed.size())), lease, claimed);
      }
      // What was due but live has been moved: others may be due behind it.
    } while (!due.isEmpty() && claimed.size() < limit);
  }

  private List<SessionKey> due(List<String> shards, int limit) {
    int fromEach = Math.max(FROM_EACH, (limit + TOGETHER - 1) / TOGETHER);
    List<RedisScript.Call> calls = new ArrayList<>();
    for (String shard : shards) {
      calls.add(RedisScript.DUE.on(List.of(keys.expiry(shard)), List.of(number(fromEach))));
    }
    List<List<Object>> answers = new RedisExchange(link, "claim").run(calls);
    List<SessionKey> due = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      List<byte[]> broken = new ArrayList<>();
      for (Object member : answers.get(i)) {
        SessionKey key = keyOrNull((byte[]) member);
        if (key == null || !key.shard().equals(shards.get(i))) {
          broken.add((byte[]) member);
        } else {
          due.add(key);
        }
      }
      if (!broken.isEmpty()) {
        log.warn(
            "Removing {} entries that are no session keys from an expiry schedule in Redis",
            broken.size());
        link.sendAndForget(List.of(RedisCommands.zrem(keys.expiry(shards.get(i)), broken)));
      }
    }
    return due;
  }

  private void claimDue(List<SessionKey> due, Duration lease, Map<SessionKey, Expired> claimed) {
    if (due.isEmpty()) {
      return;
    }
    List<byte[]> args = new ArrayList<>(List.of(number(millis(lease))));
    List<Object> answers = run(RedisScript.CLAIM, due, args);
    for (int i = 0; i < due.size(); i++) {
      List<?> answer = (List<?>) answers.get(i);
      SessionKey key = due.get(i);
      if (answer.size() == 2) {
        StoredSession session = StoredSession.of((List<?>) answer.get(1));
        SessionRecord stored = session == null ? null : session.toRecord(key, (Long) answer.get(0));
        claimed.put(key, new Expired(key, stored));
      } else if (!answer.isEmpty() && answer.get(0) instanceof Long) {
        claimed.put(key, new Expired(key, null));
      } else if (!answer.isEmpty()) {
        log.warn("Redis holds something else than a session under the key of {}", key);
      }
    }
  }

  private List<List<SessionKey>> batches(Collection<SessionKey> sessions) {
    return Batches.of(sessions, Function.identity(), link.isCluster(), AT_ONCE);
  }

  /** Runs a script for all of a batch; it returns an answer for each. */
  private List<Object> run(RedisScript script, List<SessionKey> batch, List<byte[]> args) {
    List<byte[]> names = new ArrayList<>();
    for (SessionKey key : batch) {
      names.add(keys.session(key));
      names.add(keys.expiry(key));
      args.add(bytes(key));
    }
    String operation = script.name().toLowerCase(Locale.ROOT);
    return new RedisExchange(link, operation).run(script.on(names, args));
  }
}
