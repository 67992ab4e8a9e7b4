package io.cloakroom.revocation;

import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sibling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.NewSession;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.PrincipalIndexContractTests;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.memory.MemoryRevocationStore;
import io.cloakroom.repository.memory.MemorySessionRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of any repository, and what becomes of the tokens. */
class RevokingSessionRepositoryTests extends PrincipalIndexContractTests {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FaultyRevocationStore way = new FaultyRevocationStore(new MemoryRevocationStore());
  private final Revocations revocations = new PolledRevocations(way, MINUTE, MINUTE, MINUTE);
  private final SessionRepository repository =
      new RevokingSessionRepository(
          new MemorySessionRepository(SampleSessions.TOUCHES), revocations);

  @Override
  protected SessionRepository repository() {
    return repository;
  }

  @Override
  protected SessionRepository otherNode() {
    return repository;
  }

  @Test
  void tokensOfAnEndedSessionAreRevoked() {
    NewSession ended = session(Map.of());
    NewSession other = session(Map.of());
    repository.insert(ended);
    repository.insert(other);

    repository.delete(List.of(ended.key()));

    assertThat(revocations.isRevoked(ended.key(), null, 0)).isTrue();
    assertThat(revocations.isRevoked(other.key(), null, 0)).isFalse();
  }

  @Test
  void tokensWithTheFormerKeyAreRevoked() {
    NewSession session = session(Map.of());
    SessionKey next = sibling(session.key());
    repository.insert(session);

    assertThat(repository.rename(session.key(), next)).isTrue();

    assertThat(revocations.isRevoked(session.key(), null, 0)).isTrue();
    assertThat(revocations.isRevoked(next, null, 0)).isFalse();
  }

  @Test
  void sessionWhoseTokensCannotBeRevokedIsNotEnded() {
    NewSession session = session(Map.of());
    repository.insert(session);
    way.fail(new SessionStoreUnavailableException("away", null));

    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> repository.delete(List.of(session.key())));
    assertThatExceptionOfType(SessionStoreUnavailableException.class)
        .isThrownBy(() -> repository.rename(session.key(), sibling(session.key())));

    assertThat(repository.find(session.key())).isNotNull();
  }
}
