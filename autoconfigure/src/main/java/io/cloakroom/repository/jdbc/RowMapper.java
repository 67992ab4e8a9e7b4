package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreRejectedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes records of rows. A row whose attributes are no JSON object is a session without attributes,
 * that nobody writes to, so that what cannot be read is not lost.
 */
final class RowMapper {

  private static final Logger log = LoggerFactory.getLogger(RowMapper.class);

  /** Tells records of such rows from those that just have no attributes: by identity. */
  private static final Map<String, byte[]> UNREADABLE = new TreeMap<>();

  private final AtomicBoolean warned = new AtomicBoolean();

  SessionRecord record(ResultSet row) throws SQLException {
    SessionKey key = new SessionKey(row.getString("session_key"));
    long endsAt = row.getLong("ends_at");
    return new SessionRecord(
        key,
        row.getString("lineage"),
        row.getLong("version"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("accessed_at")),
        endsAt >= Statements.NEVER ? null : Instant.ofEpochMilli(endsAt),
        Instant.ofEpochMilli(row.getLong("read_at")),
        Duration.ofMillis(row.getLong("idle_ms")),
        row.getString("principal"),
        attributes(key, row.getString("attributes")));
  }

  /**
   * Returns the attributes, if they may be written back.
   *
   * @throws SessionStoreRejectedException if they could not be read
   */
  Map<String, byte[]> readable(SessionRecord session) {
    if (session.attributes() == UNREADABLE) {
      throw new SessionStoreRejectedException(
          "The attributes of session %s are no JSON object, so they are not overwritten: repair or delete its row"
              .formatted(session.key()),
          null);
    }
    return session.attributes();
  }

  static List<SessionKey> keys(ResultSet rows) throws SQLException {
    List<SessionKey> keys = new ArrayList<>();
    while (rows.next()) {
      keys.add(new SessionKey(rows.getString(1)));
    }
    return keys;
  }

  private Map<String, byte[]> attributes(SessionKey key, String container) {
    Map<String, byte[]> attributes = AttributeContainer.split(container);
    if (attributes != null) {
      return attributes;
    }
    if (warned.compareAndSet(false, true)) {
      log.warn(
          "The attributes of session {} are no JSON object: they are absent to the application, and stay in the database. Reported once.",
          key);
    }
    return UNREADABLE;
  }
}
