package io.cloakroom.benchmarks.codec;

import io.cloakroom.Session;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionId;
import io.cloakroom.SessionRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the end of a request costs that read all attributes and changed none. */
@State(Scope.Benchmark)
public class DirtyCheckBenchmarks {

  @Param Payload payload;

  private Session session;

  @Setup
  public void readAll() {
    SessionId id = SessionId.random();
    SessionRecord stored = SampleSession.record(id.key(), payload);
    session = SampleSession.factory().open(id, stored);
    stored.attributes().keySet().forEach(session::attribute);
    if (!session.changes().put().isEmpty()) {
      throw new IllegalStateException("Nothing was changed, but is to be stored: " + payload);
    }
  }

  @Benchmark
  public SessionChanges dirtyCheck() {
    return session.changes();
  }
}
