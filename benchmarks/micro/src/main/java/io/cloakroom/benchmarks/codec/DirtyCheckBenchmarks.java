package io.cloakroom.benchmarks.codec;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeProblems;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.Session;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionTimeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
    Map<String, byte[]> stored = Format.CLOAKROOM_JSON.encode(payload.attributes());
    SessionFactory sessions =
        new SessionFactory(
            Format.CLOAKROOM_JSON.codec(),
            PrincipalResolver.NONE,
            new SessionTimeouts(Duration.ofMinutes(30), null),
            new NoProblems(),
            true);
    SessionId id = SessionId.random();
    Instant now = Instant.now();
    session =
        sessions.open(
            id,
            new SessionRecord(
                id.key(), "lineage", 1, now, now, null, now, Duration.ofMinutes(30), null, stored));
    stored.keySet().forEach(session::attribute);
    if (!session.changes().put().isEmpty()) {
      throw new IllegalStateException("Nothing was changed, but is to be stored: " + payload);
    }
  }

  @Benchmark
  public SessionChanges dirtyCheck() {
    return session.changes();
  }

  private static final class NoProblems implements AttributeProblems {

    @Override
    public void unreadable(SessionKey session, String name, AttributeDecodingException reason) {
      throw reason;
    }

    @Override
    public void notSaved(SessionKey session, String name, RuntimeException reason) {
      throw reason;
    }
  }
}
