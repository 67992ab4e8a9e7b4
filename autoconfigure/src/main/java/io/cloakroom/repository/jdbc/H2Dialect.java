package io.cloakroom.repository.jdbc;

/** H2, from version 2. */
final class H2Dialect extends Dialect {

  private static final String USED_AT = "GREATEST(accessed_at, {now} - used.ago)";

  @Override
  String product() {
    return "H2";
  }

  @Override
  String migrations() {
    return "h2";
  }

  @Override
  String now() {
    // It has a time zone, so the epoch is the same in every session.
    return "CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000) AS BIGINT)";
  }

  @Override
  String returningNow(String write) {
    return "SELECT " + now() + " FROM FINAL TABLE (" + write + ")";
  }

  @Override
  String touch() {
    return """
        MERGE INTO {table} USING (
          SELECT k, ago
          FROM UNNEST(CAST(:keys AS VARCHAR ARRAY), CAST(:agos AS BIGINT ARRAY)) AS t(k, ago)) used
        ON (session_key = used.k)
        WHEN MATCHED AND {live} AND accessed_at < {now} - used.ago THEN UPDATE
        SET accessed_at = %1$s, expires_at = %2$s, expiry_bucket = {bucket %2$s}"""
        .formatted(USED_AT, expiry(USED_AT, "idle_ms", "slack_ms"));
  }

  @Override
  String forget() {
    return "DELETE FROM {table} WHERE session_key = ANY(:keys) AND claimed_until > 0";
  }

  @Override
  String delete() {
    return """
        SELECT session_key FROM OLD TABLE (
          DELETE FROM {table} WHERE session_key = ANY(:keys) AND {live})""";
  }
}
