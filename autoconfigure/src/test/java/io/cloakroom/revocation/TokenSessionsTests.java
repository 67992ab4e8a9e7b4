package io.cloakroom.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.repository.memory.MemoryRevocationStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TokenSessionsTests {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SessionKey session = SessionId.random().key();
  private final List<SessionEvent> events = new ArrayList<>();
  private final Revocations revocations =
      new PolledRevocations(new MemoryRevocationStore(), MINUTE, MINUTE, MINUTE);
  private final Sessions sessions = new TokenSessions(revocations, events::add);

  @Test
  void sessionIsEndedByItsKey() {
    assertThat(sessions.end(session)).isTrue();

    assertThat(revocations.isRevoked(session, "alice", Long.MAX_VALUE)).isTrue();
    assertThat(events).containsExactly(new SessionEvent.Deleted(session));
  }

  @Test
  void allSessionsOfAUserAreEndedUncounted() {
    long epoch = revocations.epoch("alice");

    assertThat(sessions.endAll("alice")).isEqualTo(Sessions.UNCOUNTED);

    assertThat(revocations.isRevoked(session, "alice", epoch)).isTrue();
  }

  @Test
  void oneIsSpared() {
    long epoch = revocations.epoch("alice");

    assertThat(sessions.endAllBut("alice", session)).isEqualTo(Sessions.UNCOUNTED);

    assertThat(revocations.isRevoked(session, "alice", epoch)).isFalse();
    assertThat(revocations.isRevoked(SessionId.random().key(), "alice", epoch)).isTrue();
  }

  @Test
  void whatNobodyKnowsIsSaidToBeUnknown() {
    assertThat(sessions.areListed()).isFalse();
    assertThat(sessions.endsAll()).isTrue();
    assertImpossible("nobody knows", () -> sessions.find(session));
    assertImpossible("nobody knows", () -> sessions.of("alice"));
    assertImpossible("nobody knows", () -> sessions.end("alice", session));
    assertImpossible("nobody knows", () -> sessions.count("alice"));
    assertImpossible("nobody knows", sessions::count);
    assertImpossible("nobody knows", sessions::principals);
  }

  @Test
  void nothingCanBeEndedWithoutRevocation() {
    Sessions helpless = new TokenSessions(Revocations.NONE, events::add);

    assertThat(helpless.endsAll()).isFalse();
    assertImpossible("cloakroom.jwt.revocation", () -> helpless.end(session));
    assertImpossible("cloakroom.jwt.revocation", () -> helpless.endAll("alice"));
    assertImpossible("cloakroom.jwt.revocation", () -> helpless.endAllBut("alice", session));
  }

  private static void assertImpossible(String reason, ThrowingCallable question) {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(question)
        .withMessageContaining(reason);
  }
}
