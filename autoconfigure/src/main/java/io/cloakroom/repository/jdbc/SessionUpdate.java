package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionChanges;
import io.cloakroom.SessionChanges.LifetimeChange;
import io.cloakroom.SessionChanges.PrincipalChange;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.container.AttributeContainer;
import io.cloakroom.repository.TouchPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One update: tried on what the caller knows, then on what is stored, then under a lock. Nobody
 * else can write in between then, so three tries are enough.
 */
record SessionUpdate(
    SessionTable table, TouchPolicy touches, SessionKey key, SessionChanges changes) {

  /** Returns what is stored afterwards; null if the session is not live. */
  @Nullable SessionRecord apply(Connection connection, SessionRecord base) throws SQLException {
    SessionRecord done =
        base.version() == SessionRow.UNREADABLE ? null : write(connection, base, base.version());
    if (done != null) {
      return done;
    }
    Map<String, @Nullable Object> row = Map.of("key", key.value());
    SessionRow stored = table.row(connection, table.sql().find(), row);
    if (stored == null) {
      return null;
    }
    done = write(connection, stored);
    return done != null ? done : StatementRunner.inTransaction(connection, this::applyUnderLock);
  }

  private @Nullable SessionRecord applyUnderLock(Connection connection) throws SQLException {
    Map<String, @Nullable Object> row = Map.of("key", key.value());
    SessionRow stored = table.row(connection, table.sql().lock(), row);
    return stored == null ? null : write(connection, stored);
  }

  private @Nullable SessionRecord write(Connection connection, SessionRow stored)
      throws SQLException {
    if (!stored.isReadable() && changesAttributes()) {
      throw new SessionStoreRejectedException(
          "Attributes of session %s cannot be changed, since what is stored of them is not a JSON object any more. Repair its row, or delete it"
              .formatted(key),
          null);
    }
    return write(connection, stored.session(), stored.version());
  }

  private @Nullable SessionRecord write(Connection connection, SessionRecord before, long version)
      throws SQLException {
    Map<String, byte[]> attributes = changed(before.attributes());
    PrincipalChange owner = changes.principal();
    String principal = owner == null ? before.principal() : owner.to();
    boolean bumps = !changes.isEmpty();
    LifetimeChange restart = changes.lifetime();
    Long lifetime = restart == null || restart.to() == null ? null : StoreMillis.of(restart.to());
    boolean endless = restart != null && lifetime == null;

    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("key", key.value());
    values.put("version", version);
    values.put("bump", bumps ? 1L : 0L);
    values.put("idle", StoreMillis.of(changes.idle() == null ? before.idle() : changes.idle()));
    values.put(
        "slack", changes.idle() == null ? null : StoreMillis.of(touches.slack(changes.idle())));
    values.put("used", changes.use() ? 1L : 0L);
    values.put("lifetime", lifetime);
    values.put("endless", endless ? SessionSql.NEVER : null);
    values.put("principal", new NamedQuery.Text(principal));
    values.put(
        "hash", new NamedQuery.Text(principal == null ? null : JdbcPrincipalIndex.hash(principal)));
    if (changesAttributes()) {
      values.put("attributes", AttributeContainer.join(key, attributes, changes.put().keySet()));
    }
    Long now =
        table.write(
            connection, changesAttributes() ? table.sql().update() : table.sql().use(), values);
    if (now == null) {
      return null;
    }
    Instant usedAt = Instant.ofEpochMilli(now);
    boolean readable = before.version() != SessionRow.UNREADABLE;
    return new SessionRecord(
        key,
        before.lineage(),
        readable ? version + (bumps ? 1 : 0) : SessionRow.UNREADABLE,
        before.createdAt(),
        changes.use() && usedAt.isAfter(before.accessedAt()) ? usedAt : before.accessedAt(),
        restart == null
            ? before.endsAt()
            : lifetime == null ? null : Instant.ofEpochMilli(now + lifetime),
        usedAt,
        changes.idle() == null ? before.idle() : changes.idle(),
        principal,
        attributes);
  }

  private boolean changesAttributes() {
    return !changes.put().isEmpty() || !changes.removed().isEmpty();
  }

  private Map<String, byte[]> changed(Map<String, byte[]> before) {
    if (!changesAttributes()) {
      return before;
    }
    Map<String, byte[]> after = new LinkedHashMap<>(before);
    after.keySet().removeAll(changes.removed());
    after.putAll(changes.put());
    return Collections.unmodifiableMap(after);
  }
}
