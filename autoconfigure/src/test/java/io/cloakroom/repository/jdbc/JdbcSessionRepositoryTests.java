package io.cloakroom.repository.jdbc;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.expired;
import static io.cloakroom.repository.SampleSessions.idle;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sibling;
import static io.cloakroom.repository.SampleSessions.unusedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.PrincipalIndexContractTests;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** The contract, and what else the relational store does on every database. */
abstract class JdbcSessionRepositoryTests extends PrincipalIndexContractTests {

  abstract Nodes nodes();

  @Override
  protected SessionRepository repository() {
    return nodes().one();
  }

  @Override
  protected SessionRepository otherNode() {
    return nodes().other();
  }

  @Test
  void eachOperationIsOneStatement() {
    CountingDataSource counting = new CountingDataSource(nodes().database().dataSource());
    try (JdbcSessionRepository counted = counted(counting)) {
      SessionRecord base = insert(session(Map.of("a", json(1))));
      SessionKey to = sibling(base.key());

      assertThat(counting.during(() -> counted.insert(session(Map.of("a", json(1))))))
          .containsExactly("execute");
      assertThat(counting.during(() -> counted.insert(session(Map.of())))).hasSize(1);
      assertThat(counting.during(() -> counted.find(base.key()))).hasSize(1);
      assertThat(counting.during(() -> counted.update(base, put("b", json(2))))).hasSize(1);
      assertThat(
              counting.during(
                  () -> counted.touch(List.of(new Touch(base.key(), Duration.ofMillis(-5))))))
          .hasSize(1);
      assertThat(counting.during(() -> counted.rename(base.key(), to))).hasSize(1);
      assertThat(counting.during(() -> counted.delete(Set.of(to)))).hasSize(1);
      assertThat(counting.during(() -> index(counted))).hasSize(1);
    }
  }

  @Test
  void cleanupIsAFewStatements() {
    CountingDataSource counting = new CountingDataSource(nodes().database().dataSource());
    try (JdbcSessionRepository counted = counted(counting)) {
      claimAll(repository());
      SessionRecord old = insert(expired());
      ExpiryQueue queue = counted.expiryQueue().orElseThrow();

      assertThat(counting.during(() -> queue.claim(10, Duration.ofMinutes(1))).size())
          .isLessThanOrEqualTo(2);
      assertThat(counting.during(() -> queue.forget(List.of(old.key())))).hasSize(1);
    }
  }

  @Test
  void updateThatMeetsAnotherWriterReadsAgainAndIsBounded() {
    CountingDataSource counting = new CountingDataSource(nodes().database().dataSource());
    try (JdbcSessionRepository counted = counted(counting)) {
      SessionRecord base = insert(session(Map.of("a", json(1))));
      update(base, put("b", json(2)));

      assertThat(counting.during(() -> counted.update(base, put("c", json(3))))).hasSize(3);
      assertThat(found(base.key()).attributes().keySet()).containsExactlyInAnyOrder("a", "b", "c");
    }
  }

  @Test
  void updateThatMeetsTwoWritersIsDoneUnderALock() throws SQLException {
    CountingDataSource counting = new CountingDataSource(nodes().database().dataSource());
    SessionRecord base = insert(session(Map.of("a", json(1))));
    update(base, put("b", json(2)));
    // Right after the second read, somebody else writes.
    counting.afterStatement(2, () -> update(found(base.key()), put("c", json(3))));

    try (JdbcSessionRepository counted = counted(counting)) {
      assertThat(counting.during(() -> counted.update(base, put("d", json(4))))).hasSize(5);
    }

    SessionRecord found = found(base.key());
    assertThat(found.attributes().keySet()).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(found.version()).isEqualTo(4);
  }

  @Test
  void emptyChangesLeaveTheVersion() {
    SessionRecord base = insert(unusedFor(Duration.ofMinutes(20), IDLE, null));

    SessionRecord used = update(base, new SessionChanges(Map.of(), Set.of(), null, null));

    assertThat(used.version()).isEqualTo(base.version());
    assertThat(found(base.key()).version()).isEqualTo(base.version());
    assertThat(found(base.key()).accessedAt()).isEqualTo(used.accessedAt());
  }

  @Test
  void updatedRecordHasTheStoresTime() {
    SessionRecord base = insert(unusedFor(Duration.ofMinutes(20), IDLE, Duration.ofHours(1)));

    SessionRecord updated = update(base, put("a", json(1)));

    SessionRecord found = found(base.key());
    assertThat(updated.accessedAt()).isEqualTo(found.accessedAt());
    assertThat(updated.endsAt()).isEqualTo(found.endsAt());
    assertThat(updated.createdAt()).isEqualTo(found.createdAt());
    assertThat(updated.unused()).isZero();
  }

  @Test
  void attributesKeepTheirOrder() {
    Map<String, byte[]> attributes = new java.util.LinkedHashMap<>();
    for (String name : List.of("z", "a", "m", "b")) {
      attributes.put(name, json(name));
    }

    SessionRecord base = insert(session(attributes));
    update(base, put("c", json("c")));

    assertThat(found(base.key()).attributes().keySet()).containsExactly("z", "a", "m", "b", "c");
  }

  @Test
  void oddJsonComesBackByteForByte() {
    Map<String, byte[]> odd = new java.util.LinkedHashMap<>();
    int number = 0;
    for (String text :
        List.of(
            "\"\\u0000\"",
            "\"\\ud83e\"",
            "{\"$java\":\"YWJj\"}",
            "{ \"$binary\" : \"YWJj\" }",
            "{\"$java\":\"*\"}",
            " 1 ",
            "[1 , 2]\n",
            "[".repeat(90) + "]".repeat(90),
            "{\"a\":1,\"a\":2}",
            "1.0e400",
            "\"\\/\\\\\"")) {
      odd.put("a" + number++, text.getBytes(StandardCharsets.UTF_8));
    }
    odd.put("", json("no name"));
    odd.put("\u0001 \" \\ \ud83e\udde5", json("odd name"));

    SessionRecord base = insert(session(odd));
    update(base, put("more", json(1)));

    Map<String, byte[]> found = found(base.key()).attributes();
    odd.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void attributeThatIsNotJsonIsRefusedAndNothingIsWritten() {
    SessionRecord base = insert(session(Map.of("a", json(1))));
    assertThatThrownBy(() -> repository().update(base, put("half \ud800", json(1))))
        .isInstanceOf(SessionStoreRejectedException.class);
    for (String broken : List.of("", "{", "nope", "1 2", "{\"a\":1}}", "{]")) {
      SessionChanges changes = put("broken", broken.getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> repository().update(base, changes))
          .isInstanceOf(SessionStoreRejectedException.class)
          .hasMessageContaining("broken")
          .hasMessageContaining(base.key().value());
    }
    assertThatThrownBy(() -> repository().insert(session(Map.of("b", new byte[] {(byte) 0xc3}))))
        .isInstanceOf(SessionStoreRejectedException.class);
    assertThat(found(base.key()).attributes().keySet()).containsExactly("a");
    assertThat(found(base.key()).version()).isEqualTo(1);
  }

  @Test
  void attributesThatAreNoObjectAnyMoreAreAbsentAndStay() {
    SessionRecord base = insert(session(Map.of("a", json(1))));
    tamper(base.key(), "[1, 2]");

    SessionRecord found = found(base.key());
    assertThat(found.attributes()).isEmpty();
    assertThatThrownBy(() -> repository().update(found, put("b", json(2))))
        .isInstanceOf(SessionStoreRejectedException.class)
        .hasMessageContaining(base.key().value())
        .hasMessageContaining("Repair");
    assertThat(repository().update(found, idle(Duration.ofHours(3)))).isNotNull();
    assertThat(stored(base.key())).isEqualTo("[1, 2]");
    assertThat(found(base.key()).idle()).isEqualTo(Duration.ofHours(3));
    assertThat(repository().delete(Set.of(base.key()))).containsExactly(base.key());
  }

  @Test
  void expiredSessionWithUnreadableAttributesIsClaimed() {
    SessionRecord old = insert(expired());
    tamper(old.key(), "[]");

    assertThat(claimAll(repository())).containsKey(old.key());
  }

  @Test
  void valueThatWasEditedByHandIsHandedOn() {
    SessionRecord base = insert(session(Map.of("a", json(1))));
    tamper(base.key(), "{ \"a\" : [ 1, 2 ] , \"b\":{\"$binary\":\"eA==\"}, \"c\":null}");

    update(found(base.key()), put("d", json(2)));

    Map<String, byte[]> found = found(base.key()).attributes();
    assertThat(found.get("a")).isEqualTo("[ 1, 2 ]".getBytes(StandardCharsets.UTF_8));
    assertThat(found.get("b")).isEqualTo("x".getBytes(StandardCharsets.UTF_8));
    assertThat(found.get("c")).isEqualTo("null".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void attributesCanBeReadByPeople() {
    SessionRecord base = insert(session(Map.of("j", SampleSessions.binary(1, 0xac, 0xed, 0, 5))));
    assertThat(stored(base.key())).isEqualTo("{\"j\":{\"$java\":\"rO0ABQ==\"}}");
  }

  @Test
  void writersThatMeetKeepEachOthersAttributes() throws Exception {
    for (int round = 0; round < 10; round++) {
      SessionRecord base = insert(session(Map.of("same", json("old"))));

      atOnce(
          6,
          i -> {
            SessionRepository node = i % 2 == 0 ? repository() : otherNode();
            assertThat(node.update(base, put(i < 3 ? "same" : "own" + i, json(i)))).isNotNull();
          });

      assertThat(found(base.key()).attributes().keySet())
          .containsExactlyInAnyOrder("same", "own3", "own4", "own5");
      assertThat(found(base.key()).version()).isEqualTo(7);
    }
  }

  @Test
  void touchesAndWritesAtOnceDisturbNobody() throws Exception {
    List<SessionRecord> sessions = new ArrayList<>();
    List<Touch> touches = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      SessionRecord base = insert(unusedFor(Duration.ofMinutes(20), IDLE, null));
      sessions.add(base);
      touches.add(new Touch(base.key(), Duration.ZERO));
    }

    atOnce(
        4,
        i -> {
          for (SessionRecord base : sessions) {
            SessionRepository node = i % 2 == 0 ? repository() : otherNode();
            if (i < 2) {
              node.touch(touches);
            } else {
              assertThat(node.update(base, put("w" + i, json(i)))).isNotNull();
            }
          }
        });

    assertThat(sessions)
        .allSatisfy(
            base -> {
              assertThat(found(base.key()).unused()).isLessThan(Duration.ofMinutes(1));
              assertThat(found(base.key()).attributes()).hasSize(3);
            });
  }

  @Test
  void lockedRowIsSkippedByTouches() throws SQLException {
    assumeTrue(skipsLockedRows(), "H2 waits for locked rows");
    SessionKey locked = insert(unusedFor(Duration.ofMinutes(9), IDLE, null)).key();
    SessionKey free = insert(unusedFor(Duration.ofMinutes(9), IDLE, null)).key();
    try (Connection other = nodes().database().dataSource().getConnection()) {
      other.setAutoCommit(false);
      try (PreparedStatement lock =
          other.prepareStatement(
              "SELECT 1 FROM cloakroom_session WHERE session_key = ? FOR UPDATE")) {
        lock.setString(1, locked.value());
        lock.execute();

        repository()
            .touch(List.of(new Touch(locked, Duration.ZERO), new Touch(free, Duration.ZERO)));
      }
      other.rollback();
    }

    assertThat(found(locked).unused()).isGreaterThan(Duration.ofMinutes(8));
    assertThat(found(free).unused()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void writesInTheCallersTransactionAreCommittedWithoutIt() {
    TestDatabase database = nodes().database();
    DataSourceTransactionManager transactions =
        new DataSourceTransactionManager(database.dataSource());
    SessionRecord base = insert(session(Map.of("a", json(1))));
    for (var wrapped :
        List.of(
            database.dataSource(),
            new TransactionAwareDataSourceProxy(database.dataSource()),
            new LazyConnectionDataSourceProxy(
                new TransactionAwareDataSourceProxy(database.dataSource())))) {
      try (JdbcSessionRepository shared =
          new JdbcSessionRepository(wrapped, TestDatabase.SETTINGS)) {
        TransactionTemplate readOnly = new TransactionTemplate(transactions);
        readOnly.setReadOnly(true);
        readOnly.executeWithoutResult(
            status -> {
              database.client().sql("SELECT 1").query(Integer.class).single();
              assertThat(shared.update(found(base.key()), put("b", json(2)))).isNotNull();
              status.setRollbackOnly();
            });
      }
    }

    assertThat(found(base.key()).version()).isEqualTo(4);
  }

  @Test
  void requestsThatHoldAllConnectionsStillGetSessions() throws Exception {
    SessionRecord base = insert(session(Map.of("a", json(1))));
    List<Connection> held = new ArrayList<>();
    try {
      // One after the other: HikariCP may leave one of ten that ask at once waiting for long.
      for (int i = 0; i < 10; i++) {
        held.add(nodes().database().dataSource().getConnection());
      }

      atOnce(
          10,
          i -> {
            assertThat(repository().find(base.key())).isNotNull();
            assertThat(held.get(i).isValid(1)).isTrue();
          });
    } finally {
      for (Connection each : held) {
        each.close();
      }
    }
  }

  @Test
  void errorNamesTheDatabaseAndTheOperation() {
    JdbcSettings elsewhere =
        new JdbcSettings(
            "no_such_table",
            null,
            SampleSessions.TOUCHES,
            Duration.ofMinutes(10),
            TestDatabase.TIMEOUT);
    try (JdbcSessionRepository broken =
        new JdbcSessionRepository(nodes().database().dataSource(), elsewhere)) {
      assertThatThrownBy(() -> broken.find(session(Map.of()).key()))
          .isInstanceOf(SessionStoreRejectedException.class)
          .hasMessageContaining(" at ")
          .hasMessageContaining("'find'")
          .hasMessageNotContaining("password");
    }
  }

  private static JdbcSessionRepository counted(CountingDataSource counting) {
    return new JdbcSessionRepository(counting, TestDatabase.SETTINGS);
  }

  private static List<SessionKey> index(SessionRepository repository) {
    return repository.principalIndex().orElseThrow().find("nobody");
  }

  private void tamper(SessionKey key, String attributes) {
    nodes().database().client().sql(tamperSql()).params(attributes, key.value()).update();
  }

  boolean skipsLockedRows() {
    return true;
  }

  String tamperSql() {
    return "UPDATE cloakroom_session SET attributes = ? WHERE session_key = ?";
  }

  private String stored(SessionKey key) {
    return nodes()
        .database()
        .client()
        .sql("SELECT attributes FROM cloakroom_session WHERE session_key = ?")
        .param(key.value())
        .query(String.class)
        .single();
  }
}
