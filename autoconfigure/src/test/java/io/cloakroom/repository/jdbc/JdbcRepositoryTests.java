package io.cloakroom.repository.jdbc;

import io.cloakroom.repository.PrincipalIndexContractTests;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.SessionRepository;
import java.time.Duration;
import javax.sql.DataSource;

/** The contract suite on one database. */
abstract class JdbcRepositoryTests extends PrincipalIndexContractTests {

  static final JdbcStoreSettings SETTINGS =
      new JdbcStoreSettings(
          "cloakroom_session",
          null,
          Duration.ofMinutes(10),
          SampleSessions.TOUCHES,
          Duration.ofSeconds(5));

  /** Returns a database with the table in it, the same on each call. */
  abstract TestDatabase database();

  DataSource dataSource() {
    return database().dataSource();
  }

  @Override
  protected SessionRepository repository() {
    return database().repository();
  }

  @Override
  protected SessionRepository otherNode() {
    return database().otherNode();
  }
}
