package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sibling;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.SessionRepositoryContractTests;
import io.cloakroom.testing.Endpoint;
import io.cloakroom.testing.MemcachedText;
import io.cloakroom.testing.NativeServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract suite on several servers, which two nodes know in another order. */
class MemcachedServersSessionRepositoryTests extends SessionRepositoryContractTests {

  private static final String NAMESPACE = MemcachedStores.namespace();

  private static List<NativeServer> servers;
  private static MemcachedSessionRepository repository;
  private static MemcachedSessionRepository otherNode;

  @BeforeAll
  static void connect() {
    servers = Stream.generate(NativeServer::memcached).limit(3).toList();
    Endpoint[] order = servers.stream().map(NativeServer::endpoint).toArray(Endpoint[]::new);
    repository = MemcachedStores.on(NAMESPACE, order[0], order[1], order[2]);
    otherNode = MemcachedStores.on(NAMESPACE, order[2], order[0], order[1]);
  }

  @AfterAll
  static void disconnect() {
    repository.close();
    otherNode.close();
    servers.forEach(NativeServer::close);
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
  void sessionsAreOnAllServersAndEachIsOnOneForItsWholeLife() {
    for (int i = 0; i < 60; i++) {
      SessionRecord first = insert(session(Map.of()));
      Endpoint home = home(first.key());
      SessionKey to = sibling(first.key());
      otherNode.rename(first.key(), to);
      Objects.requireNonNull(repository.update(found(to), put("a", json(1))));

      assertThat(home(to)).isEqualTo(home);
    }

    assertThat(servers).allSatisfy(server -> assertThat(items(server.endpoint())).isGreaterThan(3));
  }

  private static Endpoint home(SessionKey key) {
    List<Endpoint> homes =
        servers.stream()
            .map(NativeServer::endpoint)
            .filter(server -> MemcachedText.timeLeft(server, NAMESPACE + ":" + key) != -2)
            .toList();
    assertThat(homes).hasSize(1);
    return homes.get(0);
  }

  private static long items(Endpoint server) {
    return MemcachedText.call(server, "stats").stream()
        .filter(line -> line.startsWith("STAT curr_items "))
        .mapToLong(line -> Long.parseLong(line.substring("STAT curr_items ".length())))
        .findAny()
        .orElseThrow();
  }
}
