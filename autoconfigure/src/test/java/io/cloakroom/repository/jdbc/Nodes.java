package io.cloakroom.repository.jdbc;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Two nodes on a database, begun when they are first asked for. */
final class Nodes implements AutoCloseable {

  private final Supplier<TestDatabase> start;
  private @Nullable Running running;

  Nodes(Supplier<TestDatabase> start) {
    this.start = start;
  }

  TestDatabase database() {
    return running().database();
  }

  JdbcSessionRepository one() {
    return running().one();
  }

  JdbcSessionRepository other() {
    return running().other();
  }

  JdbcRevocationStore revocations() {
    return running().revocations();
  }

  JdbcRevocationStore otherRevocations() {
    return running().otherRevocations();
  }

  @Override
  public void close() {
    if (running != null) {
      running.revocations().close();
      running.otherRevocations().close();
      running.one().close();
      running.other().close();
      running.database().close();
    }
  }

  private Running running() {
    if (running == null) {
      TestDatabase database = start.get().migrated();
      running =
          new Running(
              database,
              database.node(),
              database.node(),
              database.revocations(),
              database.revocations());
    }
    return running;
  }

  private record Running(
      TestDatabase database,
      JdbcSessionRepository one,
      JdbcSessionRepository other,
      JdbcRevocationStore revocations,
      JdbcRevocationStore otherRevocations) {}
}
