package io.cloakroom.benchmarks.comparison;

import java.util.List;

/**
 * How sessions are in tables.
 *
 * @param table has a row for each
 * @param copies statements that make copies, of {@code %1$d} to {@code %2$d}, older by {@code %3$d}
 *     milliseconds
 * @param live is true of a row whose session lives
 */
record PostgresTables(String table, List<String> copies, String live) {

  private static final String NOW = "(extract(epoch FROM statement_timestamp()) * 1000)";

  static final PostgresTables CLOAKROOM =
      new PostgresTables(
          "cloakroom_session",
          List.of(
              """
              INSERT INTO cloakroom_session
              SELECT substr(encode(hash, 'hex'), 1, 2)
                  || translate(rtrim(encode(hash, 'base64'), '='), '+/', '-_'),
                lineage, principal, principal_hash, created_at - %3$d, accessed_at - %3$d,
                idle_ms, slack_ms, ends_at, expires_at - %3$d, expiry_bucket - %3$d, 0, version,
                attributes
              FROM (SELECT * FROM cloakroom_session WHERE version = 1 LIMIT 1) s,
                LATERAL (SELECT sha256(('copy ' || i)::bytea) AS hash
                  FROM generate_series(%1$d, %2$d) i) copies
              """),
          "expires_at > " + NOW + " AND claimed_until = 0");

  static final PostgresTables SPRING_SESSION =
      new PostgresTables(
          "spring_session",
          List.of(
              """
              INSERT INTO spring_session
              SELECT md5('copy ' || i)::uuid, md5('id ' || i)::uuid, creation_time - %3$d,
                last_access_time - %3$d, max_inactive_interval, expiry_time - %3$d, principal_name
              FROM (SELECT * FROM spring_session LIMIT 1) s, generate_series(%1$d, %2$d) i
              """,
              """
              INSERT INTO spring_session_attributes
              SELECT md5('copy ' || i)::uuid, attribute_name, attribute_bytes
              FROM (SELECT * FROM spring_session_attributes WHERE session_primary_id =
                  (SELECT session_primary_id FROM spring_session_attributes LIMIT 1)) a,
                generate_series(%1$d, %2$d) i
              """),
          "expiry_time > " + NOW);
}
