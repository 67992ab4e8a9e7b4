package io.cloakroom.repository.jdbc;

/**
 * The SQL of one table on one database. Parameters are bound in the order in which they stand here.
 *
 * <p>Times are computed by the database, from its own clock and from durations. MySQL evaluates
 * assignments from left to right and sees what it has just assigned: no expression here minds.
 */
final class Statements {

  /** Longer than any session lives, and exact in any kind of number. */
  static final long NEVER = 9_000_000_000_000_000L;

  private static final String SELECT =
      """
      SELECT session_key, lineage, version, created_at, accessed_at, ends_at, idle_ms, principal,
        attributes, $NOW AS read_at
      FROM $TABLE
      """;

  private static final String LIVE = " AND expires_at > $NOW AND claimed_until = 0 ";

  private static final String IDLE_AT =
      "CASE WHEN idle_ms > 0 THEN $USED + idle_ms + slack_ms ELSE $NOW + " + NEVER + " END";

  private final Dialect dialect;
  private final String table;
  private final long bucketMillis;

  /**
   * Key, lineage, principal, its hash, age, unused, idle, slack, remaining, expiry, again, JSON.
   */
  final String insert;

  /** Key. */
  final String find;

  /** Key; in a transaction. */
  final String lock;

  /** JSON, idle, slack, principal, its hash, expiry, again, key, version. */
  final String update;

  /** New key, old key. */
  final String rename;

  /** Key. */
  final String delete;

  /** How long ago (twice, five times), key, how long ago. */
  final String touch;

  /** How many; in a transaction. */
  final String due;

  /** Lease, key. */
  final String claim;

  /** Key. */
  final String forget;

  /** Hash of the principal. */
  final String ofPrincipal;

  Statements(Dialect dialect, JdbcStoreSettings settings) {
    this.dialect = dialect;
    this.table = settings.table();
    this.bucketMillis = settings.expiryBucket().toMillis();
    insert =
        sql(
            """
            INSERT INTO $TABLE (session_key, lineage, principal, principal_hash, created_at,
              accessed_at, idle_ms, slack_ms, ends_at, expires_at, expiry_bucket, claimed_until,
              version, attributes)
            VALUES (?, ?, ?, ?, $NOW - ?, $NOW - ?, ?, ?, $NOW + ?, $NOW + ?,
            """
                + bucket("$NOW + ?")
                + ", 0, 1, $JSON)");
    find = sql(SELECT + "WHERE session_key = ?" + LIVE);
    lock = find + " FOR UPDATE";
    update =
        sql(
            """
            UPDATE $TABLE SET attributes = $JSON, version = version + 1, accessed_at = $NOW,
              idle_ms = ?, slack_ms = ?, principal = ?, principal_hash = ?,
              expires_at = LEAST($NOW + ?, ends_at), expiry_bucket =
            """
                + bucket("LEAST($NOW + ?, ends_at)")
                + " WHERE session_key = ? AND version = ?"
                + LIVE);
    rename =
        sql(
            "UPDATE $TABLE SET session_key = ?, version = version + 1, accessed_at = $NOW, "
                + expiry("$NOW")
                + " WHERE session_key = ?"
                + LIVE);
    delete = sql("DELETE FROM $TABLE WHERE session_key = ?" + LIVE);
    touch =
        sql(
            "UPDATE $TABLE SET accessed_at = $NOW - ?, "
                + expiry("($NOW - ?)")
                + " WHERE session_key = ? AND accessed_at < $NOW - ?"
                + LIVE);
    due =
        sql(
            SELECT
                + """
                WHERE expiry_bucket <= $NOW AND expires_at <= $NOW AND claimed_until <= $NOW
                ORDER BY expiry_bucket LIMIT ? FOR UPDATE SKIP LOCKED
                """);
    claim = sql("UPDATE $TABLE SET claimed_until = $NOW + ? WHERE session_key = ?");
    forget = sql("DELETE FROM $TABLE WHERE session_key = ? AND claimed_until <> 0");
    ofPrincipal =
        sql(
            "SELECT session_key FROM $TABLE WHERE principal_hash = ?"
                + LIVE
                + "ORDER BY created_at, session_key");
  }

  /**
   * All touches of a flush in one statement, for PostgreSQL: sessions that somebody else is writing
   * are left out, since that is a use too, and nobody waits for the disk. Binds keys and how long
   * ago.
   */
  String touchAll() {
    return sql(
        """
        WITH touched AS MATERIALIZED (
          SELECT c.session_key, $NOW - t.ago AS used_at
          FROM $TABLE c JOIN unnest(?::text[], ?::bigint[]) AS t(touched_key, ago)
            ON c.session_key = t.touched_key
          WHERE c.accessed_at < $NOW - t.ago AND c.expires_at > $NOW AND c.claimed_until = 0
          ORDER BY c.session_key FOR UPDATE OF c SKIP LOCKED)
        UPDATE $TABLE s SET accessed_at = used_at,
        """
            + expiry("used_at")
            + """
             FROM touched WHERE s.session_key = touched.session_key
              AND set_config('synchronous_commit', 'off', true) IS NOT NULL
            """);
  }

  private String expiry(String usedAt) {
    String expiresAt = "LEAST(" + IDLE_AT.replace("$USED", usedAt) + ", ends_at)";
    return "expires_at = " + expiresAt + ", expiry_bucket = " + bucket(expiresAt);
  }

  /** Rounds up, so that no live session is in a bucket of the past. */
  private String bucket(String time) {
    return "(%s + %d) %s %d * %d"
        .formatted(time, bucketMillis - 1, dialect.division(), bucketMillis, bucketMillis);
  }

  private String sql(String template) {
    return template
        .replace("$TABLE", table)
        .replace("$NOW", dialect.now())
        .replace("$JSON", dialect.json())
        .strip();
  }
}
