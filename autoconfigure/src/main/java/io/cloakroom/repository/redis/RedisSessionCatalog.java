package io.cloakroom.repository.redis;

import static io.cloakroom.repository.redis.ScriptArguments.keyOrNull;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.SessionCatalog;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Goes through the expiry schedules, in which every session is. */
final class RedisSessionCatalog implements SessionCatalog {

  /** How many sessions are asked together. */
  private static final int BATCH = 1000;

  private final RedisLink link;
  private final RedisKeys keys;

  RedisSessionCatalog(RedisLink link, RedisKeys keys) {
    this.link = link;
    this.keys = keys;
  }

  @Override
  public long count() {
    List<AsyncCommand<byte[], byte[], Long>> counts =
        shards().stream().map(shard -> RedisCommands.zcard(keys.expiry(shard))).toList();
    RedisExchange exchange = new RedisExchange(link, "count");
    exchange.send(counts);
    return counts.stream().mapToLong(exchange::answer).sum();
  }

  @Override
  public Set<String> principals() {
    Set<String> principals = new HashSet<>();
    for (String shard : shards()) {
      List<SessionKey> sessions = sessions(shard);
      for (int i = 0; i < sessions.size(); i += BATCH) {
        addPrincipals(sessions.subList(i, Math.min(i + BATCH, sessions.size())), principals);
      }
    }
    return principals;
  }

  private List<SessionKey> sessions(String shard) {
    RedisExchange exchange = new RedisExchange(link, "list principals");
    AsyncCommand<byte[], byte[], List<byte[]>> range = RedisCommands.zrange(keys.expiry(shard));
    exchange.send(List.of(range));
    List<SessionKey> sessions = new ArrayList<>();
    for (byte[] member : exchange.answer(range)) {
      SessionKey key = keyOrNull(member);
      if (key != null) {
        sessions.add(key);
      }
    }
    return sessions;
  }

  private void addPrincipals(List<SessionKey> sessions, Set<String> principals) {
    RedisExchange exchange = new RedisExchange(link, "list principals");
    List<AsyncCommand<byte[], byte[], byte[]>> reads =
        sessions.stream().map(key -> RedisCommands.principalOf(keys.session(key))).toList();
    exchange.send(reads);
    for (AsyncCommand<byte[], byte[], byte[]> read : reads) {
      byte[] principal = exchange.answerUnlessWrongType(read);
      if (principal != null) {
        principals.add(new String(principal, UTF_8));
      }
    }
  }

  private static List<String> shards() {
    List<String> shards = new ArrayList<>();
    for (int i = 0; i < RedisKeys.SHARDS; i++) {
      shards.add(HexFormat.of().toHexDigits((byte) i));
    }
    return shards;
  }
}
