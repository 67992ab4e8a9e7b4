package io.cloakroom.repository.redis;

import static io.cloakroom.repository.redis.ScriptArguments.bytes;
import static io.cloakroom.repository.redis.ScriptArguments.millis;
import static io.cloakroom.repository.redis.ScriptArguments.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionChanges.LifetimeChange;
import io.cloakroom.SessionChanges.PrincipalChange;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.repository.ChangeFeed;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionCatalog;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Keeps each session in a hash, its attributes as fields that begin with a colon.
 *
 * <p>A read is {@code HGETALL} and {@code PTTL}, sent together; each write is one script on keys of
 * one slot, so that it is atomic on a Cluster too. A change of the principal, or of the maximum
 * lifetime of a principal's session, first makes its index entry. No operation takes longer than
 * the command time-out of the connection, but for {@link ExpiryQueue#claim} and {@link
 * ExpiryQueue#forget}, which take that long for each of their steps.
 */
public final class RedisSessionRepository implements SessionRepository, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RedisSessionRepository.class);

  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final int RENAME_TRIES = 3;

  private final LettuceConnectionFactory connections;
  private final RedisLink link;
  private final RedisStoreSettings settings;
  private final RedisKeys keys;
  private final RedisPrincipalIndex principals;
  private final RedisExpiryQueue expiries;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * Takes a connection factory over.
   *
   * @param connections started, of this repository alone, best made by {@link RedisConnections};
   *     destroyed by {@link #close()}
   * @param settings how to keep sessions
   * @throws IllegalArgumentException if the factory does not share its native connection
   */
  public RedisSessionRepository(LettuceConnectionFactory connections, RedisStoreSettings settings) {
    this.connections = connections;
    this.link = new RedisLink(connections, SILENCE);
    this.settings = settings;
    this.keys = new RedisKeys(settings.namespace());
    this.principals = new RedisPrincipalIndex(link, settings);
    this.expiries = new RedisExpiryQueue(link, keys, principals);
  }

  @Override
  public @Nullable SessionRecord insert(NewSession session) {
    RedisExchange exchange = new RedisExchange(link, "insert");
    Duration remaining = session.remaining();
    String principal = session.principal();
    RedisScript.Call insert =
        RedisScript.INSERT.on(
            List.of(keys.session(session.key()), keys.expiry(session.key())),
            ScriptArguments.insert(session, settings));
    List<Object> answer =
        principal == null
            ? exchange.run(insert)
            : runIndexed(exchange, principals.entry(principal, session.key(), remaining), insert);
    if (answer.isEmpty()) {
      return null;
    }
    long now = (Long) answer.get(0);
    return new SessionRecord(
        session.key(),
        session.lineage(),
        1,
        Instant.ofEpochMilli(Math.max(now - millis(session.age()), 0)),
        Instant.ofEpochMilli(Math.max(now - millis(session.unused()), 0)),
        remaining == null ? null : Instant.ofEpochMilli(Math.max(now + millis(remaining), 1)),
        Instant.ofEpochMilli(now),
        Duration.ofMillis(millis(session.idle())),
        principal,
        Map.copyOf(session.attributes()));
  }

  @Override
  public @Nullable SessionRecord find(SessionKey key) {
    RedisExchange exchange = new RedisExchange(link, "find");
    byte[] name = keys.session(key);
    AsyncCommand<byte[], byte[], List<byte[]>> hgetall = RedisCommands.hgetall(name);
    AsyncCommand<byte[], byte[], Long> pttl = RedisCommands.pttl(name);
    exchange.send(List.of(hgetall, pttl));
    List<byte[]> hash = exchange.answerUnlessWrongType(hgetall);
    long ttl = exchange.answer(pttl);
    StoredSession stored = hash == null ? null : StoredSession.of(hash);
    if (stored == null && ttl != -2) {
      warnOnce(key);
    }
    if (stored == null || ttl < 0 || stored.claimed()) {
      return null;
    }
    long now = stored.expiry() + stored.grace() - ttl;
    // A write between the two answers may have brought the expiry forward: then "now" is too late.
    return stored.expiry() > now ? stored.toRecord(key, now) : confirmed(exchange, key, name);
  }

  @Override
  public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
    RedisExchange exchange = new RedisExchange(link, "update");
    SessionKey key = base.key();
    LifetimeChange lifetime = changes.lifetime();
    Duration remaining = lifetime == null ? remaining(base) : lifetime.to();
    String principal = indexed(base, changes);
    RedisScript.Call update =
        RedisScript.UPDATE.on(
            List.of(keys.session(key), keys.expiry(key)),
            ScriptArguments.update(key, changes, settings.touches()));
    List<Object> answer =
        principal == null
            ? exchange.run(update)
            : runIndexed(exchange, principals.entry(principal, key, remaining), update);
    if (answer.isEmpty()) {
      if (principal != null) {
        principals.remove(principal, key);
      }
      return null;
    }
    String before = text(answer.get(6));
    String after = text(answer.get(7));
    if (before != null && !before.equals(after)) {
      principals.removeOlder(before, List.of(key));
    }
    if (lifetime != null && after != null && !after.equals(principal)) {
      exchange.run(principals.entry(after, key, remaining)); // Another node signed somebody in.
    }
    Map<String, byte[]> attributes = new HashMap<>(base.attributes());
    attributes.keySet().removeAll(changes.removed());
    attributes.putAll(changes.put());
    return new SessionRecord(
        key,
        base.lineage(),
        (Long) answer.get(1),
        Instant.ofEpochMilli((Long) answer.get(2)),
        Instant.ofEpochMilli((Long) answer.get(3)),
        StoredSession.instantOrNull((Long) answer.get(5)),
        Instant.ofEpochMilli((Long) answer.get(0)),
        Duration.ofMillis((Long) answer.get(4)),
        after,
        Collections.unmodifiableMap(attributes));
  }

  @Override
  public boolean rename(SessionKey from, SessionKey to) {
    if (!from.shard().equals(to.shard())) {
      throw new IllegalArgumentException(
          "A session keeps its shard: %s cannot become %s".formatted(from, to));
    }
    RedisExchange exchange = new RedisExchange(link, "rename");
    List<byte[]> names = List.of(keys.session(from), keys.session(to), keys.expiry(from));
    List<byte[]> args = new ArrayList<>(List.of(bytes(from), bytes(to)));
    String indexed = null;
    for (int i = 0; i < RENAME_TRIES; i++) {
      List<Object> answer = exchange.run(RedisScript.RENAME.on(names, args));
      if (answer.size() < 2) {
        if (!answer.isEmpty() && indexed != null) {
          principals.remove(indexed, from);
        }
        return !answer.isEmpty();
      }
      byte[] principal = (byte[]) answer.get(0);
      indexed = new String(principal, UTF_8);
      exchange.run(principals.entry(indexed, to, Duration.ofMillis((Long) answer.get(1))));
      args = List.of(bytes(from), bytes(to), principal);
    }
    throw new SessionStoreRejectedException(
        "Redis could not do rename, since the principal of the session kept changing; try again",
        null);
  }

  @Override
  public Set<SessionKey> delete(Collection<SessionKey> sessions) {
    List<SessionKey> distinct = List.copyOf(new HashSet<>(sessions));
    List<RedisScript.Call> calls = new ArrayList<>();
    for (SessionKey key : distinct) {
      calls.add(
          RedisScript.DELETE.on(List.of(keys.session(key), keys.expiry(key)), List.of(bytes(key))));
    }
    Set<SessionKey> ended = new HashSet<>();
    List<List<Object>> answers = run("delete", calls);
    for (int i = 0; i < answers.size(); i++) {
      List<Object> answer = answers.get(i);
      if (!answer.isEmpty()) {
        ended.add(distinct.get(i));
        String principal = text(answer.get(1));
        if (principal != null) {
          principals.remove(principal, distinct.get(i));
        }
      }
    }
    return ended;
  }

  @Override
  public void touch(Collection<Touch> touches) {
    run("touch", RedisTouches.scripts(touches, keys, link.isCluster()));
  }

  @Override
  public Optional<ExpiryQueue> expiryQueue() {
    return Optional.of(expiries);
  }

  @Override
  public Optional<PrincipalIndex> principalIndex() {
    return Optional.of(principals);
  }

  @Override
  public Optional<SessionCatalog> catalog() {
    return Optional.of(new RedisSessionCatalog(link, keys));
  }

  @Override
  public Optional<ChangeFeed> changeFeed() {
    return Optional.of(new RedisChangeFeed(connections, keys));
  }

  /** Closes the connection. */
  @Override
  public void close() {
    link.close();
  }

  /** Runs a script that gives a session a principal, after the entry for it has been made. */
  private List<Object> runIndexed(
      RedisExchange exchange, RedisScript.Call entry, RedisScript.Call script) {
    if (!link.isCluster()) {
      // One server does what one connection sends it in that order.
      return exchange.run(List.of(entry, script)).get(1);
    }
    exchange.run(entry);
    return exchange.run(script);
  }

  private List<List<Object>> run(String operation, List<RedisScript.Call> calls) {
    return calls.isEmpty() ? List.of() : new RedisExchange(link, operation).run(calls);
  }

  private @Nullable SessionRecord confirmed(RedisExchange exchange, SessionKey key, byte[] name) {
    List<Object> answer = exchange.run(RedisScript.READ.on(List.of(name), List.of()));
    if (answer.isEmpty()) {
      return null;
    }
    StoredSession stored = StoredSession.of((List<?>) answer.get(1));
    return stored == null ? null : stored.toRecord(key, (Long) answer.get(0));
  }

  private void warnOnce(SessionKey key) {
    if (warned.compareAndSet(false, true)) {
      log.warn(
          "Redis holds something else than a session under the key of {}, perhaps from another"
              + " application: it is left alone, and so are others without further warning",
          key);
    }
  }

  /** Returns whose index must have an entry that lasts; null: nobody's, or it has one already. */
  private static @Nullable String indexed(SessionRecord base, SessionChanges changes) {
    PrincipalChange change = changes.principal();
    if (change != null) {
      return change.to();
    }
    return changes.lifetime() == null ? null : base.principal();
  }

  private static @Nullable Duration remaining(SessionRecord base) {
    Instant endsAt = base.endsAt();
    return endsAt == null ? null : Duration.between(base.readAt(), endsAt);
  }
}
