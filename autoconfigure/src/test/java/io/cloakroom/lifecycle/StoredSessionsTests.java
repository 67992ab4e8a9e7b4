package io.cloakroom.lifecycle;

import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.principal;
import static io.cloakroom.repository.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.PrincipalResolver;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.TextCodec;
import io.cloakroom.repository.ChangeFeed;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.cache.NearCachingSessionRepository;
import io.cloakroom.repository.memory.MemorySessionRepository;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whose a session is, and whether it lives, is decided by what is stored, not by a node's copy. */
class StoredSessionsTests {

  private final MemorySessionRepository store = new MemorySessionRepository(SampleSessions.TOUCHES);
  private final NearCachingSessionRepository node =
      new NearCachingSessionRepository(store, new Silent(), 1_000_000, Duration.ofSeconds(2));
  private final StoredSessions sessions =
      new StoredSessions(
          node,
          new SessionFactory(
              new TextCodec(),
              PrincipalResolver.NONE,
              new SessionTimeouts(SampleSessions.IDLE, null),
              new LoggedAttributeProblems(SessionMeters.NONE),
              true),
          new TouchBuffer(node, Duration.ofHours(1), 100, SessionMeters.NONE),
          event -> {});

  @Test
  void sessionThatWasSignedInToElsewhereIsEnded() {
    SessionKey all = signedInElsewhere();
    SessionKey one = signedInElsewhere();

    assertThat(sessions.end("alice", one)).isTrue();
    assertThat(sessions.endAll("alice")).isEqualTo(1);

    assertThat(node.find(all)).isNull();
    assertThat(node.find(one)).isNull();
  }

  @Test
  void sessionThatBelongsToAnotherByNowIsSpared() {
    SessionKey session = signedInElsewhere();
    store.update(Objects.requireNonNull(store.find(session)), principal("bob"));

    assertThat(sessions.end("alice", session)).isFalse();
    assertThat(Objects.requireNonNull(sessions.find(session)).principal()).isEqualTo("bob");
  }

  /** Returns an anonymous session in this node's memory that another node made alice's. */
  private SessionKey signedInElsewhere() {
    SessionRecord anonymous = Objects.requireNonNull(node.insert(session(Map.of("a", json(1)))));
    node.find(anonymous.key());
    store.update(anonymous, principal("alice"));
    assertThat(Objects.requireNonNull(node.find(anonymous.key())).principal()).isNull();
    return anonymous.key();
  }

  /** Tells of nothing, as in the moment between a change and its message. */
  private static final class Silent implements ChangeFeed, ChangeFeed.Subscription {

    @Override
    public Subscription subscribe(Listener listener, Duration maxDelay) {
      return this;
    }

    @Override
    public boolean isCurrent() {
      return true;
    }

    @Override
    public void close() {}
  }
}
