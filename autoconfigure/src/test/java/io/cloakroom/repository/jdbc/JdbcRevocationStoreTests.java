package io.cloakroom.repository.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.PrincipalHash;
import io.cloakroom.repository.RevocationStore;
import io.cloakroom.repository.RevocationStoreContractTests;
import io.cloakroom.repository.Told;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract, and what else holds on every database. */
abstract class JdbcRevocationStoreTests extends RevocationStoreContractTests {

  private static final Duration RETENTION = Duration.ofMinutes(20);
  private static final String TABLE = "cloakroom_session_denied";

  abstract Nodes nodes();

  /** A database that no machine but one with containers has is found missing before the test. */
  @BeforeEach
  void connect() {
    nodes().revocations();
  }

  @Override
  protected RevocationStore store() {
    return nodes().revocations();
  }

  @Override
  protected RevocationStore otherNode() {
    return nodes().otherRevocations();
  }

  @Override
  protected void makeOlder(Duration by) {
    execute("UPDATE " + TABLE + " SET denied_at = denied_at - " + by.toMillis());
  }

  @Test
  void nothingNamesThePrincipal() {
    PrincipalHash alice = PrincipalHash.of("alice");
    store().denyAll(alice, null, RETENTION);

    assertThat(
            nodes().database().client().sql("SELECT name FROM " + TABLE).query(String.class).list())
        .contains("p:" + alice)
        .noneMatch(name -> name.contains("alice"));
  }

  @Test
  void eachOperationIsAFewStatements() {
    CountingDataSource counting = new CountingDataSource(nodes().database().dataSource());
    SessionKey session = session();
    PrincipalHash principal = PrincipalHash.of("carol " + session);
    try (JdbcRevocationStore counted = new JdbcRevocationStore(counting, TestDatabase.SETTINGS)) {
      assertThat(counting.during(() -> counted.deny(session, RETENTION))).hasSize(1);
      assertThat(counting.during(() -> counted.deny(session, RETENTION)).size())
          .isLessThanOrEqualTo(2);
      assertThat(counting.during(() -> counted.denyAll(principal, null, RETENTION))).hasSize(2);
      assertThat(counting.during(() -> counted.denyAll(principal, null, RETENTION)).size())
          .isLessThanOrEqualTo(3);
      assertThat(counting.during(() -> counted.epoch(principal))).hasSize(1);
      assertThat(counting.during(() -> counted.purge(1000))).hasSize(1);
      long position = counted.read(0, Duration.ZERO, new Told());
      makeOlder(Duration.ofHours(1));
      assertThat(counting.during(() -> counted.read(position, Duration.ZERO, new Told())))
          .hasSize(1);
    }
  }

  @Test
  void rowThatIsCommittedLateIsToldOf() throws SQLException {
    SessionKey late = session();
    try (Connection connection = nodes().database().dataSource().getConnection()) {
      connection.setAutoCommit(false);
      long now = store().epoch(PrincipalHash.of("nobody " + late));
      connection
          .createStatement()
          .execute(
              "INSERT INTO %s (name, epoch, denied_at, ends_at) VALUES ('%s', 0, %d, %d)"
                  .formatted(TABLE, late, now, now + RETENTION.toMillis()));
      SessionKey earlier = session();
      otherNode().deny(earlier, RETENTION);
      Told told = new Told();
      long position = store().read(0, Duration.ZERO, told);
      assertThat(told.sessions()).containsKey(earlier).doesNotContainKey(late);

      connection.commit();
      store().read(position, Duration.ZERO, told);

      assertThat(told.sessions()).containsKey(late);
    }
  }

  @Test
  void pagesOfOneMillisecondLoseNothing() {
    for (int i = 0; i < 1500; i += 100) {
      StringBuilder rows = new StringBuilder();
      for (int j = 0; j < 100; j++) {
        rows.append(j == 0 ? "" : ", ").append("('%s', 0, 7, 99999999999999)".formatted(session()));
      }
      execute("INSERT INTO " + TABLE + " (name, epoch, denied_at, ends_at) VALUES " + rows);
    }

    Told told = all(store());

    long rows =
        nodes()
            .database()
            .client()
            .sql("SELECT COUNT(*) FROM " + TABLE + " WHERE denied_at = 7")
            .query(Long.class)
            .single();
    assertThat(rows).isEqualTo(1500);
    assertThat(told.sessions()).hasSizeGreaterThanOrEqualTo(1500);
    assertThat(
            nodes()
                .database()
                .client()
                .sql("SELECT name FROM " + TABLE + " WHERE denied_at = 7")
                .query(String.class)
                .list())
        .allMatch(name -> told.sessions().containsKey(new SessionKey(name)));
    execute("DELETE FROM " + TABLE + " WHERE denied_at = 7");
  }

  private void execute(String sql) {
    try {
      nodes().database().execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
