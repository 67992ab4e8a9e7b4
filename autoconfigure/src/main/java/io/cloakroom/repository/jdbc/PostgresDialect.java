package io.cloakroom.repository.jdbc;

/** PostgreSQL, from version 12. */
final class PostgresDialect extends Dialect {

  private static final String USED_AT = "greatest(s.accessed_at, {now} - t.ago)";

  @Override
  String product() {
    return "PostgreSQL";
  }

  @Override
  String migrations() {
    return "postgresql";
  }

  @Override
  String now() {
    return "(extract(epoch FROM statement_timestamp()) * 1000)::bigint";
  }

  @Override
  String returningNow(String write) {
    return write + " RETURNING " + now();
  }

  @Override
  String unlessTaken() {
    return "ON CONFLICT DO NOTHING";
  }

  @Override
  String attributes() {
    return ":attributes::json";
  }

  /** Rows that somebody else is writing are skipped: that is a use, too. */
  @Override
  String touch() {
    // Losing a touch in a crash is allowed, so it need not wait for the disk.
    return """
        WITH used AS MATERIALIZED (
          SELECT s.session_key AS used_key, %1$s AS used_at
          FROM {table} s JOIN unnest(:keys::text[], :agos::bigint[]) AS t(k, ago)
            ON s.session_key = t.k
          WHERE {live} AND s.accessed_at < {now} - t.ago
          ORDER BY s.session_key
          FOR UPDATE OF s SKIP LOCKED)
        UPDATE {table} s
        SET accessed_at = used_at, expires_at = %2$s, expiry_bucket = {bucket %2$s}
        FROM used
        WHERE s.session_key = used_key
          AND set_config('synchronous_commit', 'off', true) IS NOT NULL"""
        .formatted(USED_AT, expiry("used_at", "idle_ms", "slack_ms"));
  }

  @Override
  String forget() {
    return "DELETE FROM {table} WHERE session_key = ANY(:keys) AND claimed_until > 0";
  }

  @Override
  String delete() {
    return "DELETE FROM {table} WHERE session_key = ANY(:keys) AND {live} RETURNING session_key";
  }

  @Override
  String lockOfPurged() {
    return " FOR UPDATE SKIP LOCKED";
  }

  @Override
  String claim() {
    return """
        WITH due AS MATERIALIZED (
          SELECT session_key AS due_key FROM {table}
          WHERE expiry_bucket <= {now} AND expires_at <= {now} AND claimed_until <= {now}
          ORDER BY expiry_bucket LIMIT :limit
          FOR UPDATE SKIP LOCKED)
        UPDATE {table} s SET claimed_until = {now} + :lease
        FROM due WHERE s.session_key = due_key
        RETURNING {columns}""";
  }
}
