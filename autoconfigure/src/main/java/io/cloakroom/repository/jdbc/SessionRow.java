package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.container.AttributeContainer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was read.
 *
 * @param session what it holds; without attributes and with version {@link #UNREADABLE} if those
 *     cannot be read
 * @param version of the row
 */
record SessionRow(SessionRecord session, long version) {

  /**
   * Version that no row has. No update with a base of this version finds its row, so what could not
   * be read is not overwritten.
   */
  static final long UNREADABLE = 0;

  static SessionRow of(ResultSet row) throws SQLException {
    Map<String, byte[]> attributes = AttributeContainer.split(row.getString("attributes"));
    long version = row.getLong("version");
    SessionRecord session =
        new SessionRecord(
            new SessionKey(row.getString("session_key")),
            row.getString("lineage"),
            attributes == null ? UNREADABLE : version,
            Instant.ofEpochMilli(row.getLong("created_at")),
            Instant.ofEpochMilli(row.getLong("accessed_at")),
            endsAt(row.getLong("ends_at")),
            Instant.ofEpochMilli(row.getLong("read_at")),
            Duration.ofMillis(row.getLong("idle_ms")),
            row.getString("principal"),
            attributes == null ? Map.of() : Collections.unmodifiableMap(attributes));
    return new SessionRow(session, version);
  }

  boolean isReadable() {
    return session.version() != UNREADABLE;
  }

  static @Nullable Instant endsAt(long millis) {
    return millis == SessionSql.NEVER ? null : Instant.ofEpochMilli(millis);
  }
}
