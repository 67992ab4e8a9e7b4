package io.cloakroom.repository.memory;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionChanges.LifetimeChange;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionCatalog;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps sessions in a map, one operation at a time. */
public final class MemorySessionRepository
    implements SessionRepository, ExpiryQueue, PrincipalIndex, SessionCatalog {

  private final Map<SessionKey, Row> rows = new HashMap<>();
  private final Map<String, Lock> locks = new HashMap<>();
  private final TouchPolicy touches;

  /** Makes an empty store. */
  public MemorySessionRepository(TouchPolicy touches) {
    this.touches = touches;
  }

  @Override
  public synchronized @Nullable SessionRecord insert(NewSession session) {
    Instant now = Instant.now();
    if (rows.containsKey(session.key())) {
      return null;
    }
    SessionRecord stored =
        new SessionRecord(
            session.key(),
            session.lineage(),
            1,
            now.minus(session.age()),
            now.minus(session.unused()),
            session.remaining() == null ? null : now.plus(session.remaining()),
            now,
            session.idle(),
            session.principal(),
            Map.copyOf(session.attributes()));
    rows.put(session.key(), new Row(stored, null));
    return stored;
  }

  @Override
  public synchronized @Nullable SessionRecord find(SessionKey key) {
    return live(key, Instant.now());
  }

  @Override
  public synchronized @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
    Instant now = Instant.now();
    SessionRecord stored = live(base.key(), now);
    if (stored == null) {
      return null;
    }
    Map<String, byte[]> attributes = new HashMap<>(stored.attributes());
    attributes.keySet().removeAll(changes.removed());
    attributes.putAll(changes.put());
    SessionRecord changed =
        new SessionRecord(
            stored.key(),
            stored.lineage(),
            stored.version() + (changes.isEmpty() ? 0 : 1),
            stored.createdAt(),
            changes.use() ? now : stored.accessedAt(),
            endsAt(stored, changes, now),
            now,
            changes.idle() == null ? stored.idle() : changes.idle(),
            changes.principal() == null ? stored.principal() : changes.principal().to(),
            Map.copyOf(attributes));
    rows.put(base.key(), new Row(changed, null));
    return changed;
  }

  @Override
  public synchronized boolean rename(SessionKey from, SessionKey to) {
    Instant now = Instant.now();
    SessionRecord stored = live(from, now);
    if (stored == null || rows.containsKey(to)) {
      return false;
    }
    rows.remove(from);
    rows.put(to, new Row(moved(stored, to, stored.version() + 1, now, now), null));
    return true;
  }

  @Override
  public synchronized Set<SessionKey> delete(Collection<SessionKey> keys) {
    Instant now = Instant.now();
    Set<SessionKey> ended = new HashSet<>();
    for (SessionKey key : keys) {
      if (live(key, now) != null) {
        rows.remove(key);
        ended.add(key);
      }
    }
    return ended;
  }

  @Override
  public synchronized void touch(Collection<Touch> uses) {
    Instant now = Instant.now();
    for (Touch use : uses) {
      SessionRecord stored = live(use.key(), now);
      Instant usedAt = now.minus(use.ago());
      if (stored != null && usedAt.isAfter(stored.accessedAt())) {
        rows.put(use.key(), new Row(moved(stored, use.key(), stored.version(), usedAt, now), null));
      }
    }
  }

  @Override
  public Optional<ExpiryQueue> expiryQueue() {
    return Optional.of(this);
  }

  @Override
  public Optional<PrincipalIndex> principalIndex() {
    return Optional.of(this);
  }

  @Override
  public Optional<SessionCatalog> catalog() {
    return Optional.of(this);
  }

  @Override
  public synchronized long count() {
    Instant now = Instant.now();
    return rows.values().stream().filter(row -> isLive(row, now)).count();
  }

  @Override
  public synchronized Set<String> principals() {
    Instant now = Instant.now();
    Set<String> principals = new HashSet<>();
    for (Row row : rows.values()) {
      String principal = row.session().principal();
      if (principal != null && isLive(row, now)) {
        principals.add(principal);
      }
    }
    return principals;
  }

  @Override
  public synchronized boolean lock(String principal, String owner, Duration lease) {
    Instant now = Instant.now();
    Lock held = locks.get(principal);
    if (held != null && held.until().isAfter(now)) {
      return false;
    }
    locks.put(principal, new Lock(owner, now.plus(lease)));
    return true;
  }

  @Override
  public synchronized boolean unlock(String principal, String owner) {
    Lock held = locks.get(principal);
    return held != null && held.owner().equals(owner) && locks.remove(principal, held);
  }

  @Override
  public synchronized List<Expired> claim(int limit, Duration lease) {
    Instant now = Instant.now();
    List<Expired> claimed = new ArrayList<>();
    for (Row row : List.copyOf(rows.values())) {
      boolean free = row.claimedUntil() == null || !row.claimedUntil().isAfter(now);
      if (claimed.size() < limit && free && !isLive(row, now)) {
        rows.put(row.session().key(), new Row(row.session(), now.plus(lease)));
        claimed.add(new Expired(row.session().key(), row.session()));
      }
    }
    return claimed;
  }

  @Override
  public synchronized void forget(Collection<SessionKey> claimed) {
    for (SessionKey key : claimed) {
      Row row = rows.get(key);
      if (row != null && row.claimedUntil() != null) {
        rows.remove(key);
      }
    }
  }

  @Override
  public List<SessionKey> find(String principal) {
    return read(principal).stream().map(SessionRecord::key).toList();
  }

  @Override
  public synchronized List<SessionRecord> read(String principal) {
    Instant now = Instant.now();
    return rows.keySet().stream()
        .map(key -> live(key, now))
        .filter(Objects::nonNull)
        .filter(session -> principal.equals(session.principal()))
        .sorted(Comparator.comparing(SessionRecord::createdAt))
        .toList();
  }

  private @Nullable SessionRecord live(SessionKey key, Instant now) {
    Row row = rows.get(key);
    return row != null && isLive(row, now)
        ? moved(row.session(), key, row.session().version(), row.session().accessedAt(), now)
        : null;
  }

  private boolean isLive(Row row, Instant now) {
    SessionRecord session = row.session();
    Instant endsAt = session.endsAt();
    boolean idles = session.idle().toMillis() > 0;
    Instant idleAt = session.accessedAt().plus(session.idle()).plus(touches.slack(session.idle()));
    return row.claimedUntil() == null
        && (endsAt == null || endsAt.isAfter(now))
        && (!idles || idleAt.isAfter(now));
  }

  private static SessionRecord moved(
      SessionRecord session, SessionKey key, long version, Instant accessedAt, Instant readAt) {
    return new SessionRecord(
        key,
        session.lineage(),
        version,
        session.createdAt(),
        accessedAt,
        session.endsAt(),
        readAt,
        session.idle(),
        session.principal(),
        session.attributes());
  }

  private static @Nullable Instant endsAt(
      SessionRecord stored, SessionChanges changes, Instant now) {
    LifetimeChange change = changes.lifetime();
    if (change == null) {
      return stored.endsAt();
    }
    return change.to() == null ? null : now.plus(change.to());
  }

  private record Row(SessionRecord session, @Nullable Instant claimedUntil) {}

  private record Lock(String owner, Instant until) {}
}
