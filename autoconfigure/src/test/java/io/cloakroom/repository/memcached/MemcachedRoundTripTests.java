package io.cloakroom.repository.memcached;

import static io.cloakroom.repository.SampleSessions.IDLE;
import static io.cloakroom.repository.SampleSessions.idle;
import static io.cloakroom.repository.SampleSessions.json;
import static io.cloakroom.repository.SampleSessions.put;
import static io.cloakroom.repository.SampleSessions.session;
import static io.cloakroom.repository.SampleSessions.sibling;
import static io.cloakroom.repository.SampleSessions.unusedFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.Touch;
import io.cloakroom.testing.RoundTripProxy;
import io.cloakroom.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many round trips each operation takes, and which commands it sends. */
class MemcachedRoundTripTests {

  private static RoundTripProxy wire;
  private static MemcachedSessionRepository repository;

  @BeforeAll
  static void connect() {
    wire = new RoundTripProxy(TestServers.memcached());
    repository = MemcachedStores.on(MemcachedStores.namespace(), wire.endpoint());
    repository.probe();
  }

  @AfterAll
  static void disconnect() {
    repository.close();
    wire.close();
  }

  @Test
  void findIsOneRoundTrip() {
    SessionRecord base = insert();

    assertThat(sent(() -> repository.find(base.key()))).containsExactly("mg mg");
    assertThat(sent(() -> repository.find(SessionId.random().key()))).containsExactly("mg mg");
  }

  @Test
  void insertIsTwoRoundTrips() {
    assertThat(sent(MemcachedRoundTripTests::insert)).containsExactly("mg", "add");
  }

  @Test
  void updateOfWhatWasReadIsOneRoundTrip() {
    SessionRecord base = found(insert().key());

    assertThat(sent(() -> repository.update(base, put("a", json(2))))).containsExactly("mg cas");
    assertThat(found(base.key()).attributes().get("a")).isEqualTo(json(2));
  }

  @Test
  void updateOfAnythingElseIsTwoRoundTrips() {
    SessionRecord inserted = insert();
    assertThat(sent(() -> repository.update(inserted, put("a", json(2)))))
        .containsExactly("mg mg", "mg cas");

    SessionRecord base = found(inserted.key());
    assertThat(sent(() -> repository.update(base, idle(Duration.ofHours(1)))))
        .containsExactly("mg mg", "mg cas");
  }

  @Test
  void updateThatLostARaceIsTwoMore() {
    SessionRecord base = found(insert().key());
    repository.update(base, put("b", json(1)));

    assertThat(sent(() -> repository.update(base, put("a", json(2)))))
        .containsExactly("mg cas", "mg mg", "mg cas");
    assertThat(found(base.key()).attributes().keySet()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void updateOfWhatIsGoneIsOneRoundTrip() {
    SessionRecord base = found(insert().key());
    repository.delete(List.of(base.key()));

    assertThat(sent(() -> repository.update(base, put("a", json(2))))).containsExactly("mg cas");
  }

  @Test
  void deleteIsTwoRoundTrips() {
    SessionRecord base = insert();

    assertThat(sent(() -> repository.delete(List.of(base.key())))).containsExactly("mg mg", "md");
  }

  @Test
  void renameIsFourRoundTrips() {
    SessionRecord base = insert();

    assertThat(sent(() -> repository.rename(base.key(), sibling(base.key()))))
        .containsExactly("mg mg mg", "cas", "add", "delete");
  }

  @Test
  void hundredTouchesAreTwoRoundTripsThatWriteNoItem() {
    List<Touch> touches = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      SessionRecord unused =
          Objects.requireNonNull(repository.insert(unusedFor(Duration.ofMinutes(5), IDLE, null)));
      touches.add(new Touch(unused.key(), Duration.ZERO));
    }

    List<String> sent = sent(() -> repository.touch(touches));

    assertThat(sent).hasSize(2).allSatisfy(trip -> assertThat(trip).matches("mg( mg)+"));
    assertThat(sent(() -> repository.touch(List.of(new Touch(touches.get(0).key(), IDLE)))))
        .containsExactly("mg mg");
  }

  private static SessionRecord insert() {
    return Objects.requireNonNull(repository.insert(session(Map.of("a", json(1)))));
  }

  private static SessionRecord found(SessionKey key) {
    return Objects.requireNonNull(repository.find(key));
  }

  /** Returns the commands of each round trip. */
  private static List<String> sent(Runnable operation) {
    wire.roundTrips();
    operation.run();
    return wire.roundTrips().stream().map(MemcachedRoundTripTests::commands).toList();
  }

  private static String commands(String trip) {
    List<String> names = new ArrayList<>();
    for (String line : trip.split("\r\n", -1)) {
      if (line.matches("(mg|md|add|cas|delete|set|version|stats) .*")) {
        names.add(line.substring(0, line.indexOf(' ')));
      }
    }
    return String.join(" ", names);
  }
}
