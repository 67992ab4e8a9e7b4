package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.expired;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.NewSession;
import io.cloakroom.SessionId;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.SessionRepositoryContractTests;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.TestServers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract suite on one Memcached. */
class MemcachedSessionRepositoryTests extends SessionRepositoryContractTests {

  private static MemcachedSessionRepository repository;
  private static MemcachedSessionRepository otherNode;

  @BeforeAll
  static void connect() {
    Endpoint memcached = TestServers.memcached();
    String namespace = MemcachedStores.namespace();
    repository = MemcachedStores.on(namespace, memcached);
    otherNode = MemcachedStores.on(namespace, memcached);
  }

  @AfterAll
  static void disconnect() {
    repository.close();
    otherNode.close();
  }

  @Override
  protected SessionRepository repository() {
    return repository;
  }

  @Override
  protected SessionRepository otherNode() {
    return otherNode;
  }

  @Override
  protected boolean keepsExpiredSessions() {
    return false;
  }

  @Test
  void expiredSessionIsForgottenAndItsKeyIsFree() {
    NewSession old = expired();
    insert(old);

    insert(session(old.key(), Duration.ZERO, IDLE, null, null, Map.of("b", json("new"))));

    assertThat(found(old.key()).attributes().keySet()).containsExactly("b");
  }

  @Test
  void nothingCanBeEnumerated() {
    assertThat(repository.expiryQueue()).isEmpty();
    assertThat(repository.principalIndex()).isEmpty();
    assertThat(repository.catalog()).isEmpty();
    assertThat(repository.changeFeed()).isEmpty();
    repository.probe();
    assertThat(repository.find(SessionId.random().key())).isNull();
  }
}
