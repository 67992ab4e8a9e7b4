package io.cloakroom.autoconfigure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.memcached.MemcachedServer;
import io.cloakroom.repository.memcached.MemcachedSessionRepository;
import io.cloakroom.repository.memcached.MemcachedSettings;
import io.cloakroom.testing.MemcachedText;
import io.cloakroom.testing.NativeServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;

/** On a Memcached that takes large items. */
class MemcachedSessionAttackTests extends SessionAttackTests {

  private final NativeServer memcached = NativeServer.memcached("-I", "32m", "-m", "512");
  private final String namespace = UUID.randomUUID().toString();
  private final MemcachedSessionRepository intruder =
      new MemcachedSessionRepository(
          new MemcachedSettings(
              List.of(new MemcachedServer("127.0.0.1", memcached.port())),
              namespace,
              SampleSessions.TOUCHES,
              Duration.ofSeconds(1),
              Duration.ofSeconds(5),
              null,
              null));

  @AfterAll
  void stopStore() {
    intruder.close();
    memcached.close();
  }

  @Override
  List<String> store() {
    return StoreProperties.memcached(memcached.endpoint(), namespace);
  }

  @Override
  void tamper(SessionKey session, String attribute, byte[] value) {
    SessionRecord stored = Objects.requireNonNull(intruder.find(session));
    Objects.requireNonNull(intruder.update(stored, SampleSessions.put(attribute, value)));
  }

  @Override
  String dump() {
    return MemcachedText.keys(memcached.endpoint()).stream()
        .map(key -> key + "\n" + value(key))
        .collect(Collectors.joining("\n"));
  }

  private String value(String key) {
    return MemcachedText.value(memcached.endpoint(), key)
        .map(bytes -> new String(bytes, ISO_8859_1))
        .orElse("");
  }
}
