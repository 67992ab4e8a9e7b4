package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.memcached.StoreMillis.SECOND;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.memcached.Item.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each session in one item of Memcached 1.6.10 or later.
 *
 * <p>A read is one round trip; an update of what was read before, too, and otherwise, as an
 * insertion, a touch and a deletion, two; a rename is four. No operation takes longer than the
 * command time-out, but those on sessions of several servers that long for each server.
 *
 * <p>A server counts whole seconds, so all times are exact to a second; nobody is ended early by
 * being idle. Memcached can enumerate nothing: there is neither an expiry queue, nor an index, a
 * catalog, or a change feed, and a session that has expired is no longer known, so that its key is
 * free.
 *
 * <p>What is stored and cannot be read is no live session, and is left alone.
 */
public final class MemcachedSessionRepository implements SessionRepository, AutoCloseable {

  /** Sessions that are touched or deleted in one piece. */
  private static final int TOGETHER = 100;

  private final ServerRing servers;
  private final Items items;
  private final TouchPolicy touches;

  /** Makes a repository, which connects when it is first used, and is to be closed. */
  public MemcachedSessionRepository(MemcachedSettings settings) {
    this.servers = new ServerRing(settings);
    this.items = new Items(new Keys(settings.namespace()), new UnreadableItems());
    this.touches = settings.touches();
  }

  @Override
  public @Nullable SessionRecord insert(NewSession session) {
    SessionKey key = session.key();
    Exchange exchange = exchange(key, "insert");
    long now = exchange.now(exchange.send(exchange.timed()).get(0));
    long time = now * SECOND;
    long unused = StoreMillis.of(session.unused());
    Item item =
        new Item(
            State.LIVE,
            1,
            Math.max(time - StoreMillis.of(session.age()), 0),
            Math.max(time - unused, 0),
            StoreMillis.of(session.idle()),
            StoreMillis.of(touches.slack(session.idle())),
            Items.end(time, session.remaining()),
            "",
            0,
            session.lineage(),
            session.principal(),
            Collections.unmodifiableMap(new LinkedHashMap<>(session.attributes())));
    byte[] bytes = items.encoded(exchange, key, item);
    Reply added = exchange.send(new Commands().add(items.name(key), item, bytes)).get(0);
    return added.isDone() ? item.toRecord(key, now) : null;
  }

  /**
   * {@inheritDoc}
   *
   * <p>It writes only to undo a rename that was cut off.
   */
  @Override
  public @Nullable SessionRecord find(SessionKey key) {
    Exchange exchange = exchange(key, "find");
    StoredItem stored = items.read(exchange, key);
    if (stored == null) {
      return null;
    }
    if (stored.item().state() == State.LEAVING) {
      return new ItemRename(exchange, items).resume(key, stored);
    }
    return stored.item().isLive(stored.now()) ? stored.toRecord(key) : null;
  }

  @Override
  public @Nullable SessionRecord findForDeletion(SessionKey key) {
    StoredItem stored = items.read(exchange(key, "find"), key);
    return stored != null && stored.item().isLiveOrLeaving(stored.now())
        ? stored.toRecord(key)
        : null;
  }

  @Override
  public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
    SessionKey key = base.key();
    return new ItemUpdate(exchange(key, "update"), items, touches, key, changes).apply(base);
  }

  @Override
  public boolean rename(SessionKey from, SessionKey to) {
    if (!from.shard().equals(to.shard())) {
      throw new IllegalArgumentException(
          "A session keeps its shard: %s cannot become %s".formatted(from, to));
    }
    return new ItemRename(exchange(from, "rename"), items).apply(from, to);
  }

  @Override
  public Set<SessionKey> delete(Collection<SessionKey> keys) {
    Set<SessionKey> ended = new HashSet<>();
    forEachServer(
        new HashSet<>(keys),
        (link, part) ->
            ended.addAll(
                new ItemDeletion(new Exchange(link, items.keys(), "delete"), items).apply(part)));
    return ended;
  }

  @Override
  public void touch(Collection<Touch> uses) {
    Map<SessionKey, Long> ago = new LinkedHashMap<>();
    uses.forEach(use -> ago.merge(use.key(), Math.max(0, StoreMillis.of(use.ago())), Math::min));
    forEachServer(
        ago.keySet(),
        (link, part) -> {
          Map<SessionKey, Long> those = new LinkedHashMap<>();
          part.forEach(key -> those.put(key, ago.getOrDefault(key, 0L)));
          new ItemTouches(new Exchange(link, items.keys(), "touch"), items).apply(those);
        });
  }

  @Override
  public void probe() {
    away().values().stream()
        .findFirst()
        .ifPresent(
            away -> {
              throw away;
            });
  }

  /** Asks all servers for their time; returns those that did not answer, and why. */
  public Map<MemcachedServer, SessionStoreUnavailableException> away() {
    Map<MemcachedServer, SessionStoreUnavailableException> away = new LinkedHashMap<>();
    for (ServerLink link : servers.all()) {
      Exchange exchange = new Exchange(link, items.keys(), "probe");
      try {
        exchange.now(exchange.send(exchange.timed()).get(0));
      } catch (SessionStoreUnavailableException e) {
        away.put(link.server(), e);
      }
    }
    return away;
  }

  /** Closes the connections. */
  @Override
  public void close() {
    servers.close();
  }

  private Exchange exchange(SessionKey key, String operation) {
    return new Exchange(servers.of(key), items.keys(), operation);
  }

  /** What to do with some sessions of one server. */
  @FunctionalInterface
  private interface Part {

    void apply(ServerLink link, List<SessionKey> sessions);
  }

  /** Does it on all servers, also if one of them fails, which is said afterwards. */
  private void forEachServer(Collection<SessionKey> sessions, Part part) {
    Map<ServerLink, List<SessionKey>> byServer = new LinkedHashMap<>();
    sessions.forEach(
        key -> byServer.computeIfAbsent(servers.of(key), link -> new ArrayList<>()).add(key));
    SessionStoreUnavailableException away = null;
    for (Map.Entry<ServerLink, List<SessionKey>> each : byServer.entrySet()) {
      List<SessionKey> all = each.getValue();
      try {
        for (int i = 0; i < all.size(); i += TOGETHER) {
          part.apply(each.getKey(), all.subList(i, Math.min(all.size(), i + TOGETHER)));
        }
      } catch (SessionStoreUnavailableException e) {
        away = e;
      }
    }
    if (away != null) {
      throw away;
    }
  }
}
