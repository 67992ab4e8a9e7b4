package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.testing.RoundTripProxy;
import io.cloakroom.testing.TestServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Round trips are counted between the nodes and Memcached. */
class MemcachedWholeRequestTests extends WholeRequestTests {

  private final RoundTripProxy wire = new RoundTripProxy(TestServers.memcached());
  private final Browser visitor = new Browser();

  @AfterAll
  void stopListening() {
    wire.close();
  }

  @Override
  List<String> store() {
    return StoreProperties.memcached(wire.endpoint());
  }

  @Override
  void resetCount(Node node) {
    wire.roundTrips();
  }

  @Override
  int roundTrips(Node node) {
    return wire.roundTrips().size();
  }

  /** The time must be known first. */
  @Override
  int insertion() {
    return 2;
  }

  /** Four, since two items change one after another; and two, since the new one was not read. */
  @Override
  int renameAndUpdate() {
    return 6;
  }

  /** What is not live must not be deleted. */
  @Override
  int deletion() {
    return 2;
  }

  /** Memcached forgets by itself, and tells nobody. */
  @Override
  @Test
  void expiredSessionIsAnnouncedOnceWithItsAttributes() {
    try (Node node = Node.start(store())) {
      String key = visitor.get(node, "/write?v=kept").body();
      visitor.get(node, "/idle?seconds=1");

      SessionRepository repository = node.context().getBean(SessionRepository.class);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> repository.find(new SessionKey(key)) == null);

      assertThat(visitor.get(node, "/read").body()).isEqualTo("null");
      assertThat(NodeApplication.DESTROYED).noneMatch(each -> each.startsWith(key));
    }
  }
}
