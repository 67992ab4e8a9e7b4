package io.cloakroom.repository.jdbc;

import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.Touch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The database's clock is read in UTC, whatever time zone a connection is in. */
class SessionTimeZoneTests {

  static Stream<Arguments> databases() {
    return Stream.of(
        Arguments.of("H2", "SET TIME ZONE 'Asia/Kolkata'"),
        Arguments.of("PostgreSQL", "SET TIME ZONE 'Asia/Kolkata'"),
        Arguments.of("MariaDB", "SET time_zone = '+05:30'"));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void timeZoneOfAConnectionChangesNothing(String name, String setTimeZone) {
    try (TestDatabase database = start(name).migrated();
        HikariDataSource kolkata = inTimeZone(database, setTimeZone);
        JdbcSessionRepository there = new JdbcSessionRepository(kolkata, TestDatabase.SETTINGS);
        JdbcSessionRepository here = database.node()) {
      SessionRecord base = Objects.requireNonNull(there.insert(session(Map.of("a", json(1)))));

      SessionRecord found = Objects.requireNonNull(here.find(base.key()));
      assertThat(found.unused()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
      assertThat(Duration.between(found.readAt(), Instant.now()).abs())
          .isLessThan(Duration.ofMinutes(1));
      SessionRecord updated = Objects.requireNonNull(here.update(found, put("b", json(2))));
      assertThat(there.update(updated, put("c", json(3)))).isNotNull();
      there.touch(List.of(new Touch(base.key(), Duration.ZERO)));
      assertThat(Objects.requireNonNull(there.find(base.key())).unused())
          .isBetween(Duration.ZERO, Duration.ofMinutes(1));
      assertThat(there.expiryQueue().orElseThrow().claim(10, Duration.ofMinutes(1))).isEmpty();
    }
  }

  private static TestDatabase start(String name) {
    return switch (name) {
      case "PostgreSQL" -> TestDatabase.postgres();
      case "MariaDB" -> TestDatabase.mariadb();
      default -> TestDatabase.h2();
    };
  }

  private static HikariDataSource inTimeZone(TestDatabase database, String setTimeZone) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.dataSource());
    config.setMaximumPoolSize(2);
    config.setConnectionInitSql(setTimeZone);
    return new HikariDataSource(config);
  }
}
