package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB, from version 10.6, and MySQL, from version 8.
 *
 * <p>They evaluate assignments from left to right, each seeing those before it. So no expression
 * here gives another result if it is given what an assignment made of a column.
 */
final class MySqlDialect extends Dialect {

  private static final String USED_AT = "GREATEST(s.accessed_at, used.used_at)";

  private final String product;
  private final String migrations;
  private final String lock;

  private MySqlDialect(String product, String migrations, String lock) {
    this.product = product;
    this.migrations = migrations;
    this.lock = lock;
  }

  static Dialect mariadb() {
    return new MySqlDialect("MariaDB", "mariadb", "FOR UPDATE SKIP LOCKED");
  }

  /** MySQL refuses to lock the rows of a JSON_TABLE, and MariaDB to be told which table to lock. */
  static Dialect mysql() {
    return new MySqlDialect("MySQL", "mysql", "FOR UPDATE OF c SKIP LOCKED");
  }

  @Override
  String product() {
    return product;
  }

  @Override
  String migrations() {
    return migrations;
  }

  @Override
  String now() {
    // NOW() would depend on the session's time zone, and be ambiguous once a year.
    return "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000)";
  }

  @Override
  String divide() {
    return "DIV";
  }

  /** The reply to the statement carries it, though no column counts by itself. */
  @Override
  String rememberedNow() {
    return "LAST_INSERT_ID(" + now() + ")";
  }

  @Override
  String returningNow(String write) {
    return write;
  }

  @Override
  int generatedKeys() {
    return Statement.RETURN_GENERATED_KEYS;
  }

  /** Rows that somebody else is writing are skipped: that is a use, too. */
  @Override
  String touch() {
    // Without its limit, MySQL would merge the inner SELECT into the UPDATE of the same table.
    return """
        UPDATE (
          SELECT c.session_key AS used_key, {now} - t.ago AS used_at
          FROM JSON_TABLE(:touches, '$[*]'
            COLUMNS (k VARCHAR(64) PATH '$[0]', ago BIGINT PATH '$[1]')) t
          STRAIGHT_JOIN {table} c ON c.session_key = CONVERT(t.k USING ascii) COLLATE ascii_bin
          WHERE {live} AND c.accessed_at < {now} - t.ago
          LIMIT 1000000
          %3$s) used
        STRAIGHT_JOIN {table} s ON s.session_key = used.used_key
        SET s.accessed_at = %1$s, s.expires_at = %2$s, s.expiry_bucket = {bucket %2$s}"""
        .formatted(USED_AT, expiry(USED_AT, "s.idle_ms", "s.slack_ms"), lock);
  }

  @Override
  Map<String, @Nullable Object> touches(SortedMap<SessionKey, Long> ago) {
    String json =
        ago.entrySet().stream()
            .map(touch -> "[\"%s\",%d]".formatted(touch.getKey(), touch.getValue()))
            .collect(Collectors.joining(",", "[", "]"));
    return Map.of("touches", json);
  }

  @Override
  String forget() {
    return """
        DELETE s FROM JSON_TABLE(:keys, '$[*]' COLUMNS (k VARCHAR(64) PATH '$')) t
        STRAIGHT_JOIN {table} s ON s.session_key = CONVERT(t.k USING ascii) COLLATE ascii_bin
        WHERE s.claimed_until > 0""";
  }

  @Override
  @Nullable String delete() {
    return null;
  }

  @Override
  String purgeDenied() {
    return "DELETE FROM {table}_denied WHERE ends_at <= {now} ORDER BY ends_at LIMIT :limit";
  }

  @Override
  Object keys(List<SessionKey> keys) {
    return keys.stream()
        .map(key -> '"' + key.value() + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }
}
