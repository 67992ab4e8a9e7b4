package io.cloakroom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A session between a codec and a seal that makes other bytes of the same value each time. */
class SealedSessionTests {

  private static final SessionTimeouts TIMEOUTS = new SessionTimeouts(Duration.ofMinutes(30), null);

  private final TextCodec codec = new TextCodec();
  private final CountingSeal seal = new CountingSeal();
  private final List<String> problems = new ArrayList<>();
  private final SessionFactory factory =
      new SessionFactory(codec, seal, PrincipalResolver.NONE, TIMEOUTS, problems(), true);

  @Test
  void nothingIsOpenedBeforeItIsRead() {
    Session session = stored(Map.of("a", "\"x\"", "b", "[\"y\"]"));

    assertThat(session.attributeNames()).containsExactlyInAnyOrder("a", "b");
    assertThat(session.changes().isEmpty()).isTrue();
    assertThat(seal.opened).isZero();
  }

  @Test
  void whatWasOnlyReadIsNotSealedAgain() {
    Session session = stored(Map.of("a", "\"x\"", "b", "[\"y\"]"));
    int before = seal.sealed;

    session.attribute("a");
    session.attribute("b");

    assertThat(session.changes().isEmpty()).isTrue();
    assertThat(seal.sealed).isEqualTo(before);
  }

  @Test
  void onlyWhatChangedIsSealedAgain() {
    Session session = stored(Map.of("a", "\"x\"", "b", "[\"y\"]", "c", "[\"z\"]"));
    int before = seal.sealed;
    session.attribute("c");

    list(session, "b").add("more");

    SessionChanges changes = session.changes();
    assertThat(changes.put()).containsOnlyKeys("b");
    assertThat(seal.sealed).isEqualTo(before + 1);
    assertThat(seal.open("lineage", "b", bytes(changes, "b")))
        .isEqualTo("[\"y\",\"more\"]".getBytes(UTF_8));
  }

  @Test
  void whatWasSavedIsComparedWithWhatTheCodecWrote() {
    Session session = stored(Map.of("b", "[\"y\"]"));
    session.setAttribute("n", new ArrayList<>(List.of("z")));
    list(session, "b").add("more");
    session.saved(session.changes(), Objects.requireNonNull(session.base()));

    assertThat(session.changes().isEmpty()).as("nothing changed since").isTrue();

    list(session, "n").add("more");
    assertThat(session.changes().put()).containsOnlyKeys("n");
  }

  @Test
  void whatWasSavedCanBeRemoved() {
    Session session = stored(Map.of());
    session.setAttribute("n", "x");
    session.saved(session.changes(), Objects.requireNonNull(session.base()));

    session.removeAttribute("n");

    assertThat(session.changes().removed()).containsExactly("n");
  }

  @Test
  void newSessionIsSealedForTheLineageThatItIsStoredWith() {
    Session session = factory.create();
    session.setAttribute("a", "x");

    SessionChanges changes = session.changes();
    String lineage = session.toInsert(changes).lineage();

    assertThat(seal.open(lineage, "a", bytes(changes, "a"))).isEqualTo("\"x\"".getBytes(UTF_8));
  }

  @Test
  void newIdKeepsTheLineage() {
    Session session = stored(Map.of("a", "\"x\""));
    session.rename(SessionId.random());
    session.setAttribute("n", "x");

    assertThat(session.attribute("a")).isEqualTo("x");
    assertThat(seal.open("lineage", "n", bytes(session.changes(), "n"))).isNotEmpty();
  }

  @Test
  void whatCannotBeOpenedIsAbsentAndStays() {
    byte[] foreign = seal.seal("foreign", "a", "\"x\"".getBytes(UTF_8));
    Session session = factory.open(null, storedRecord(Map.of("a", foreign)));

    assertThat(session.attribute("a")).isNull();
    assertThat(session.attribute("a")).isNull();
    assertThat(session.holds("a", Object.class)).isFalse();
    assertThat(session.attributeNames()).containsExactly("a");
    assertThat(session.changes().isEmpty()).isTrue();
    assertThat(problems).containsExactly("unreadable a");
    assertThat(codec.decoded).hasValue(0);
  }

  @Test
  void whatCannotBeOpenedCanBeReplaced() {
    byte[] foreign = seal.seal("foreign", "a", "\"x\"".getBytes(UTF_8));
    Session session = factory.open(null, storedRecord(Map.of("a", foreign)));

    session.setAttribute("a", "y");

    assertThat(seal.open("lineage", "a", bytes(session.changes(), "a")))
        .isEqualTo("\"y\"".getBytes(UTF_8));
  }

  private Session stored(Map<String, String> attributes) {
    Map<String, byte[]> sealed = new HashMap<>();
    attributes.forEach(
        (name, text) -> sealed.put(name, seal.seal("lineage", name, text.getBytes(UTF_8))));
    return factory.open(SessionId.random(), storedRecord(sealed));
  }

  private static SessionRecord storedRecord(Map<String, byte[]> attributes) {
    Instant now = Instant.now();
    return new SessionRecord(
        SessionId.random().key(),
        "lineage",
        1,
        now,
        now,
        null,
        now,
        Duration.ofMinutes(30),
        null,
        attributes);
  }

  private static byte[] bytes(SessionChanges changes, String name) {
    return Objects.requireNonNull(changes.put().get(name));
  }

  @SuppressWarnings("unchecked") // the test put it there
  private static List<String> list(Session session, String name) {
    return (List<String>) Objects.requireNonNull(session.attribute(name));
  }

  private AttributeProblems problems() {
    return new AttributeProblems() {
      @Override
      public void unreadable(
          SessionKey session, String attribute, AttributeDecodingException reason) {
        problems.add("unreadable " + attribute);
      }

      @Override
      public void notSaved(SessionKey session, String attribute, RuntimeException reason) {
        problems.add("not saved " + attribute);
      }
    };
  }

  /** Writes a number and the place before each value. */
  private static final class CountingSeal implements AttributeSeal {

    private int sealed;
    private int opened;

    @Override
    public byte[] seal(String lineage, String name, byte[] encoded) {
      sealed++;
      String text = new String(encoded, UTF_8);
      return "%d %s %s %s".formatted(sealed, lineage, name, text).getBytes(UTF_8);
    }

    @Override
    public byte[] open(String lineage, String name, byte[] stored) {
      opened++;
      String[] parts = new String(stored, UTF_8).split(" ", 4);
      if (!parts[1].equals(lineage) || !parts[2].equals(name)) {
        throw new AttributeDecodingException("Session attribute '" + name + "' was moved", null);
      }
      return parts[3].getBytes(UTF_8);
    }
  }
}
