package io.cloakroom.repository.jdbc;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.unusedFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.Touch;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the statements cost PostgreSQL. */
class PostgresStorageTests {

  private static final Nodes NODES = new Nodes(TestDatabase::postgres);

  @AfterAll
  static void stop() {
    NODES.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    NODES.database().execute("DELETE FROM cloakroom_session");
    NODES.database().execute("VACUUM cloakroom_session");
  }

  @Test
  void claimReadsTheExpiryIndex() throws SQLException {
    fill(100_000);

    SessionSql sql = SessionSql.of(new PostgresDialect(), "cloakroom_session", 600_000);

    assertThat(
            explain(
                Objects.requireNonNull(sql.claimMany()), Map.of("limit", 500L, "lease", 60_000L)))
        .contains("Index Scan using cloakroom_session_expiry")
        .doesNotContain("Seq Scan on cloakroom_session ");
  }

  @Test
  void touchAndPrincipalReadTheirIndexes() throws SQLException {
    fill(20_000);
    SessionSql sql = SessionSql.of(new PostgresDialect(), "cloakroom_session", 600_000);

    assertThat(explain(sql.findByPrincipal(), Map.of("hash", "h77")))
        .contains("cloakroom_session_principal");
    assertThat(
            explain(
                sql.touch(), Map.of("keys", new String[] {"a", "b"}, "agos", new Long[] {1L, 2L})))
        .contains("cloakroom_session_pkey")
        .doesNotContain("Seq Scan on cloakroom_session ");
  }

  @Test
  void mostTouchesLeaveTheIndexesAlone() {
    List<SessionKey> keys = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      keys.add(
          Objects.requireNonNull(NODES.one().insert(unusedFor(Duration.ofMinutes(20), IDLE, null)))
              .key());
    }
    long updates = statistic("n_tup_upd");
    long hot = statistic("n_tup_hot_upd");

    for (int ago = 19; ago >= 10; ago--) {
      Duration unused = Duration.ofMinutes(ago);
      NODES.one().touch(keys.stream().map(key -> new Touch(key, unused)).toList());
    }

    // PostgreSQL tells what a connection did some ten seconds later.
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> statistic("n_tup_upd") - updates == 2000);
    // One of ten crosses into the next bucket; where a page is full, some cannot stay on it.
    assertThat(statistic("n_tup_hot_upd") - hot).isGreaterThan(1200);
  }

  @Test
  void touchDoesNotWaitForTheDiskAndOthersDo() throws SQLException {
    try (Connection connection = NODES.database().dataSource().getConnection()) {
      SessionSql sql = SessionSql.of(new PostgresDialect(), "cloakroom_session", 600_000);
      SessionKey key = Objects.requireNonNull(NODES.one().insert(SampleSessions.expired())).key();
      assertThat(sql.touch().sql()).contains("set_config('synchronous_commit', 'off', true)");
      connection.createStatement().execute("SET synchronous_commit = on");
      try (PreparedStatement touch =
          sql.touch()
              .prepare(
                  connection,
                  Statement.NO_GENERATED_KEYS,
                  Map.of("keys", new String[] {key.value()}, "agos", new Long[] {0L}))) {
        touch.executeUpdate();
      }
      try (ResultSet after = connection.createStatement().executeQuery("SHOW synchronous_commit")) {
        after.next();
        assertThat(after.getString(1)).isEqualTo("on");
        connection.createStatement().execute("RESET synchronous_commit");
      }
    }
  }

  @Test
  void attributesCanBeQueried() {
    SessionKey key =
        Objects.requireNonNull(
                NODES
                    .one()
                    .insert(
                        SampleSessions.session(
                            Map.of(
                                "cart",
                                json("coat"),
                                "odd",
                                "\"\\u0000\"".getBytes(StandardCharsets.UTF_8)))))
            .key();

    assertThat(
            NODES
                .database()
                .client()
                .sql("SELECT attributes ->> 'cart' FROM cloakroom_session WHERE session_key = ?")
                .param(key.value())
                .query(String.class)
                .single())
        .isEqualTo("coat");
  }

  private static void fill(int rows) throws SQLException {
    NODES
        .database()
        .execute(
            """
            INSERT INTO cloakroom_session
            SELECT md5(i::text), 'l', 'p' || i, 'h' || i, 0, 0, 1, 1, 9999999999999,
              i * 60000000::bigint, i * 60000000::bigint, 0, 1, '{}' FROM generate_series(1, %d) i"""
                .formatted(rows));
    NODES.database().execute("ANALYZE cloakroom_session");
  }

  private static String explain(NamedQuery query, Map<String, ?> values) throws SQLException {
    StringBuilder plan = new StringBuilder();
    NamedQuery explain = new NamedQuery("EXPLAIN " + query.sql(), query.names());
    try (Connection connection = NODES.database().dataSource().getConnection();
        PreparedStatement statement =
            explain.prepare(connection, Statement.NO_GENERATED_KEYS, new HashMap<>(values));
        ResultSet lines = statement.executeQuery()) {
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }

  private static long statistic(String name) {
    return NODES
        .database()
        .client()
        .sql("SELECT " + name + " FROM pg_stat_user_tables WHERE relname = 'cloakroom_session'")
        .query(Long.class)
        .single();
  }
}
