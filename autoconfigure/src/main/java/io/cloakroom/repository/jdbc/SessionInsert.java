package io.cloakroom.repository.jdbc;

import io.cloakroom.NewSession;
import io.cloakroom.SessionRecord;
import io.cloakroom.container.AttributeContainer;
import io.cloakroom.repository.TouchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A new session, and how its row comes to be: all its times are distances from the insertion. */
record SessionInsert(NewSession session, TouchPolicy touches) {

  Map<String, @Nullable Object> values() {
    long slack = StoreMillis.of(touches.slack(session.idle()));
    String principal = session.principal();
    Map<String, byte[]> attributes = session.attributes();
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("key", session.key().value());
    values.put("lineage", session.lineage());
    values.put("principal", new NamedQuery.Text(principal));
    values.put(
        "hash", new NamedQuery.Text(principal == null ? null : JdbcPrincipalIndex.hash(principal)));
    values.put("age", StoreMillis.of(session.age()));
    values.put("unused", StoreMillis.of(session.unused()));
    values.put("idle", StoreMillis.of(session.idle()));
    values.put("slack", slack);
    values.put("remaining", remaining());
    values.put("left", left(slack));
    values.put(
        "attributes", AttributeContainer.join(session.key(), attributes, attributes.keySet()));
    return values;
  }

  /** Returns what is stored, if it was at that time. */
  SessionRecord stored(long now) {
    Long remaining = remaining();
    return new SessionRecord(
        session.key(),
        session.lineage(),
        1,
        Instant.ofEpochMilli(now - StoreMillis.of(session.age())),
        Instant.ofEpochMilli(now - StoreMillis.of(session.unused())),
        remaining == null ? null : Instant.ofEpochMilli(now + remaining),
        Instant.ofEpochMilli(now),
        session.idle(),
        session.principal(),
        Collections.unmodifiableMap(new LinkedHashMap<>(session.attributes())));
  }

  private @Nullable Long remaining() {
    Duration remaining = session.remaining();
    return remaining == null ? null : (Long) StoreMillis.of(remaining);
  }

  /** Returns how long the session lives if it is not used again; null: for ever. */
  private @Nullable Long left(long slack) {
    Long remaining = remaining();
    long idle = StoreMillis.of(session.idle());
    if (idle <= 0) {
      return remaining;
    }
    long untilIdle = idle + slack - StoreMillis.of(session.unused());
    return remaining == null ? untilIdle : Math.min(remaining, untilIdle);
  }
}
