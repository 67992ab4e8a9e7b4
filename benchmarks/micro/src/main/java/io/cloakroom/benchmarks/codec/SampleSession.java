package io.cloakroom.benchmarks.codec;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeProblems;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionTimeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A session as a store holds it, in the default format. */
public final class SampleSession {

  private static final Duration IDLE = Duration.ofMinutes(30);

  private SampleSession() {}

  /** Returns what opens it, and throws whatever is wrong with an attribute. */
  public static SessionFactory factory() {
    return new SessionFactory(
        Format.CLOAKROOM_JSON.codec(),
        PrincipalResolver.NONE,
        new SessionTimeouts(IDLE, null),
        new NoProblems(),
        true);
  }

  /** Returns what a store holds of a session with these attributes, which was used just now. */
  public static SessionRecord record(SessionKey key, Payload payload) {
    Map<String, byte[]> attributes = Format.CLOAKROOM_JSON.encode(payload.attributes());
    Instant now = Instant.now();
    return new SessionRecord(
        key, "lineage-of-22-letters.", 1, now, now, null, now, IDLE, null, attributes);
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
