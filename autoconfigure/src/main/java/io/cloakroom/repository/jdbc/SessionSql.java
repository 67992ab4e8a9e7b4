package io.cloakroom.repository.jdbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All statements of one repository, in the words of its database.
 *
 * @param delete removes one session
 * @param deleteMany removes sessions and returns their keys; null: one after the other
 * @param lock reads a session that nobody else can write until the transaction ends
 * @param takeLock takes a principal's lock whose lease is over
 * @param use updates everything but the attributes
 * @param claimMany claims expired sessions and returns them; null: {@code due}, then {@code claim}
 *     for each
 */
record SessionSql(
    NamedQuery insert,
    NamedQuery find,
    NamedQuery lock,
    NamedQuery update,
    NamedQuery use,
    NamedQuery rename,
    NamedQuery delete,
    @Nullable NamedQuery deleteMany,
    NamedQuery touch,
    @Nullable NamedQuery claimMany,
    NamedQuery due,
    NamedQuery claim,
    NamedQuery forget,
    NamedQuery findByPrincipal,
    NamedQuery readByPrincipal,
    NamedQuery lockPrincipal,
    NamedQuery takeLock,
    NamedQuery unlockPrincipal,
    NamedQuery count,
    NamedQuery principals) {

  /**
   * What stands for the end of a session that never ends: the last millisecond of the year 9999.
   */
  static final long NEVER = 253_402_300_799_999L;

  private static final String LIVE = "expires_at > {now} AND claimed_until = 0";
  private static final String DUE =
      "expiry_bucket <= {now} AND expires_at <= {now} AND claimed_until <= {now}";
  private static final String COLUMNS =
      "session_key, lineage, version, created_at, accessed_at, idle_ms, ends_at, principal, attributes, {now} AS read_at";
  private static final Pattern BUCKET = Pattern.compile("\\{bucket (.*?)}");

  private static final String USED_AT = "GREATEST(accessed_at, {now})";

  /** The same if {@code :used} is 1; the last access as it is if it is 0. */
  private static final String PERHAPS_USED_AT = "GREATEST(accessed_at, {now} * :used)";

  private static final String ENDS_AT = "COALESCE({now} + :lifetime, :endless, ends_at)";

  private static final String INSERT =
      """
      INSERT INTO {table} (session_key, lineage, principal, principal_hash, created_at, accessed_at,
        idle_ms, slack_ms, ends_at, expires_at, expiry_bucket, claimed_until, version, attributes)
      VALUES (:key, :lineage, :principal, :hash, {now} - :age, {remembered} - :unused,
        :idle, :slack, COALESCE({now} + :remaining, {never}), COALESCE({now} + :left, {never}),
        {bucket COALESCE({now} + :left, {never})}, 0, 1, {attributes}) {unlessTaken}""";

  private static final String UPDATE =
      """
      UPDATE {table}
      SET %1$s version = version + :bump, accessed_at = GREATEST(accessed_at, {remembered} * :used),
        idle_ms = :idle, slack_ms = COALESCE(:slack, slack_ms),
        principal = :principal, principal_hash = :hash,
        ends_at = %3$s, expires_at = %2$s, expiry_bucket = {bucket %2$s}
      WHERE session_key = :key AND version = :version AND {live}""";

  private static final String RENAME =
      """
      UPDATE {table}
      SET session_key = :to, version = version + 1, accessed_at = %1$s,
        expires_at = %2$s, expiry_bucket = {bucket %2$s}
      WHERE session_key = :key AND {live}""";

  private static final String CLAIM =
      """
      UPDATE {table} SET claimed_until = {now} + :lease
      WHERE session_key = :key AND expires_at <= {now} AND claimed_until <= {now}""";

  static SessionSql of(Dialect dialect, String table, long bucketMillis) {
    Templates templates = new Templates(dialect, table, bucketMillis);
    String find = "SELECT {columns} FROM {table} WHERE session_key = :key AND {live}";
    String byPrincipal =
        " FROM {table} WHERE principal_hash = :hash AND {live} ORDER BY created_at, session_key";
    String expiry = Dialect.expiry(PERHAPS_USED_AT, ":idle", "COALESCE(:slack, slack_ms)", ENDS_AT);
    return new SessionSql(
        templates.query(dialect.returningNow(INSERT)),
        templates.query(find),
        templates.query(find + " FOR UPDATE"),
        templates.query(
            dialect.returningNow(UPDATE.formatted("attributes = {attributes},", expiry, ENDS_AT))),
        templates.query(dialect.returningNow(UPDATE.formatted("", expiry, ENDS_AT))),
        templates.query(RENAME.formatted(USED_AT, Dialect.expiry(USED_AT, "idle_ms", "slack_ms"))),
        templates.query("DELETE FROM {table} WHERE session_key = :key AND {live}"),
        templates.queryOrNull(dialect.delete()),
        templates.query(dialect.touch()),
        templates.queryOrNull(dialect.claim()),
        templates.query(
            "SELECT {columns} FROM {table} WHERE " + DUE + " ORDER BY expiry_bucket LIMIT :limit"),
        templates.query(CLAIM),
        templates.query(dialect.forget()),
        templates.query("SELECT session_key" + byPrincipal),
        templates.query("SELECT {columns}" + byPrincipal),
        templates.query(
            "INSERT INTO {table}_lock (principal_hash, owner, held_until) VALUES (:hash, :owner, {now} + :lease) {unlessTaken}"),
        templates.query(
            "UPDATE {table}_lock SET owner = :owner, held_until = {now} + :lease WHERE principal_hash = :hash AND held_until <= {now}"),
        templates.query("DELETE FROM {table}_lock WHERE principal_hash = :hash AND owner = :owner"),
        templates.query("SELECT COUNT(*) FROM {table} WHERE {live}"),
        templates.query(
            "SELECT principal FROM {table} WHERE session_key IN (SELECT MIN(session_key) FROM {table} WHERE principal_hash IS NOT NULL AND {live} GROUP BY principal_hash)"));
  }

  private record Templates(Dialect dialect, String table, long bucketMillis) {

    @Nullable NamedQuery queryOrNull(@Nullable String template) {
      return template == null ? null : query(template);
    }

    NamedQuery query(String template) {
      String flat =
          template
              .replace("{columns}", COLUMNS)
              .replace("{live}", LIVE)
              .replace("{table}", table)
              .replace("{never}", Long.toString(NEVER))
              .replace("{attributes}", dialect.attributes())
              .replace("{unlessTaken}", dialect.unlessTaken())
              .replace("{remembered}", dialect.rememberedNow())
              .replace("{now}", dialect.now());
      // Rounded up, in milliseconds, so that nodes may differ in the width.
      String bucket =
          "(($1 + %2$d - 1) %1$s %2$d) * %2$d".formatted(dialect.divide(), bucketMillis);
      return NamedQuery.parse(BUCKET.matcher(flat).replaceAll(bucket));
    }
  }
}
