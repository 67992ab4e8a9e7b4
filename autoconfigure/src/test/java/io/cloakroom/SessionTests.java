package io.cloakroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.SessionChanges.PrincipalChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionTests {

  private static final SessionTimeouts TIMEOUTS =
      new SessionTimeouts(Duration.ofMinutes(30), Duration.ofHours(12));

  private final TextCodec codec = new TextCodec();
  private final List<String> problems = new ArrayList<>();

  @Test
  void nothingIsDecodedBeforeItIsRead() {
    Session session = stored(Map.of("a", "\"x\"", "b", "[\"y\"]"));

    assertThat(session.attributeNames()).containsExactlyInAnyOrder("a", "b");
    assertThat(session.changes().isEmpty()).isTrue();
    assertThat(codec.decoded).hasValue(0);
    assertThat(codec.encoded).hasValue(0);
  }

  @Test
  void onlyTheAttributeThatIsReadIsDecoded() {
    Session session = stored(Map.of("a", "[\"x\"]", "b", "[\"y\"]", "c", "[\"z\"]"));

    session.attribute("b");
    session.changes();

    assertThat(codec.decoded).hasValue(1);
    assertThat(codec.encoded).hasValue(1);
  }

  @Test
  void attributeIsDecodedOnce() {
    Session session = stored(Map.of("b", "[\"y\"]"));

    assertThat(session.attribute("b")).isSameAs(session.attribute("b"));
    assertThat(codec.decoded).hasValue(1);
  }

  @Test
  void immutableValueThatWasReadIsNotEncoded() {
    Session session = stored(Map.of("a", "\"x\""));

    session.attribute("a");

    assertThat(session.changes().isEmpty()).isTrue();
    assertThat(codec.encoded).hasValue(0);
  }

  @Test
  void mutableValueThatWasReadOnlyIsNotSaved() {
    Session session = stored(Map.of("b", "[\"y\"]"));

    session.attribute("b");

    assertThat(session.changes().isEmpty()).isTrue();
    assertThat(codec.encoded).hasValue(1);
  }

  @Test
  void valueChangedInPlaceIsSaved() {
    Session session = stored(Map.of("b", "[\"y\"]", "c", "[\"z\"]"));

    list(session, "b").add("more");

    SessionChanges changes = session.changes();
    assertThat(text(changes)).isEqualTo(Map.of("b", "[\"y\",\"more\"]"));
    assertThat(changes.removed()).isEmpty();
  }

  @Test
  void valueThatIsPutAgainIsSavedOnlyIfItChanged() {
    Session session = stored(Map.of("b", "[\"y\"]"));
    List<String> read = list(session, "b");

    session.setAttribute("b", read);
    assertThat(session.changes().isEmpty()).isTrue();

    read.add("more");
    assertThat(text(session.changes())).isEqualTo(Map.of("b", "[\"y\",\"more\"]"));
  }

  @Test
  void valueThatWasSavedAndIsPutAgainDoesNotUndoWhatOthersDid() {
    Session session = stored(Map.of());
    List<String> value = new ArrayList<>(List.of("coat"));
    session.setAttribute("b", value);
    SessionChanges changes = session.changes();
    session.saved(changes, storedRecord(text(changes)));

    session.setAttribute("b", value);

    assertThat(session.changes().isEmpty()).isTrue();
  }

  @Test
  void immutableOrAnotherValueThatIsPutIsSavedEvenIfItIsEqual() {
    Session session = stored(Map.of("a", "\"x\"", "b", "[\"y\"]"));

    session.setAttribute("a", Objects.requireNonNull(session.attribute("a")));
    session.setAttribute("b", new ArrayList<>(list(session, "b")));

    assertThat(text(session.changes())).containsOnlyKeys("a", "b");
  }

  @Test
  void valueChangedInPlaceIsNotSavedIfThatIsNotDetected() {
    SessionFactory factory =
        new SessionFactory(codec, PrincipalResolver.NONE, TIMEOUTS, problems(), false);
    Session session = factory.open(null, storedRecord(Map.of("b", "[\"y\"]")));

    list(session, "b").add("more");

    assertThat(session.changes().isEmpty()).isTrue();
  }

  @Test
  void valueThatAnotherReleaseWroteOtherwiseIsNotSavedWhenOnlyRead() {
    SessionFactory newer =
        new SessionFactory(new TextCodec(", "), PrincipalResolver.NONE, TIMEOUTS, problems(), true);
    Session session = newer.open(null, storedRecord(Map.of("b", "[\"x\",\"y\"]")));

    List<String> read = list(session, "b");
    assertThat(session.changes().isEmpty()).isTrue();

    read.add("z");
    assertThat(text(session.changes())).isEqualTo(Map.of("b", "[\"x\", \"y\", \"z\"]"));
  }

  @Test
  void changesAreFoundUntilTheyAreSaved() {
    Session session = stored(Map.of("b", "[\"y\"]"));
    list(session, "b").add("more");
    session.setAttribute("n", "new");
    session.changes();

    SessionChanges changes = session.changes();
    assertThat(changes.put()).containsOnlyKeys("b", "n");

    saved(session, changes);
    assertThat(session.changes().isEmpty()).isTrue();

    list(session, "b").add("even more");
    assertThat(text(session.changes())).isEqualTo(Map.of("b", "[\"y\",\"more\",\"even more\"]"));
  }

  @Test
  void valuePutAfterTheChangesWereTakenIsSavedNext() {
    Session session = stored(Map.of("a", "\"x\""));
    session.setAttribute("a", "first");
    SessionChanges taken = session.changes();
    session.setAttribute("a", "second");

    saved(session, taken);

    assertThat(text(session.changes())).isEqualTo(Map.of("a", "\"second\""));
  }

  @Test
  void removedValueIsGoneAndSavedAsRemoved() {
    Session session = stored(Map.of("a", "\"x\"", "b", "\"y\""));

    session.removeAttribute("a");
    session.removeAttribute("unknown");

    assertThat(session.attribute("a")).isNull();
    assertThat(session.attributeNames()).containsExactly("b");
    SessionChanges changes = session.changes();
    assertThat(changes.removed()).containsExactly("a");
    saved(session, changes);
    assertThat(session.changes().isEmpty()).isTrue();
  }

  @Test
  void valuePutAndRemovedInOneRequestIsNeverStored() {
    Session session = stored(Map.of());

    session.setAttribute("a", "x");
    session.removeAttribute("a");

    assertThat(session.changes().isEmpty()).isTrue();
    assertThat(session.attributeNames()).isEmpty();
  }

  @Test
  void unreadableValueIsAbsentReportedAndKept() {
    Session session = stored(Map.of("odd", "?", "a", "\"x\""));

    assertThat(session.attribute("odd")).isNull();
    assertThat(session.attribute("odd")).isNull();

    assertThat(session.attributeNames()).contains("odd");
    assertThat(problems).containsExactly("unreadable odd");
    assertThat(session.changes().isEmpty()).isTrue();
  }

  @Test
  void unreadableValueCanBeReplacedAndRemoved() {
    Session session = stored(Map.of("odd", "?", "odder", "?"));
    session.attribute("odd");
    session.attribute("odder");

    session.setAttribute("odd", "better");
    session.removeAttribute("odder");

    SessionChanges changes = session.changes();
    assertThat(text(changes)).isEqualTo(Map.of("odd", "\"better\""));
    assertThat(changes.removed()).containsExactly("odder");
  }

  @Test
  void valueThatIsForItsRequestOnlyIsNotSaved() {
    Session session = stored(Map.of());

    session.setAttribute("transient.a", "x");

    assertThat(session.attribute("transient.a")).isEqualTo("x");
    assertThat(session.changes().isEmpty()).isTrue();
    assertThat(codec.encoded).hasValue(0);
  }

  @Test
  void valueThatCannotBeEncodedFailsWhenItWasPut() {
    Session session = stored(Map.of());
    session.setAttribute("a", "unencodable");

    assertThatExceptionOfType(AttributeEncodingException.class)
        .isThrownBy(session::changes)
        .withMessageContaining("'a'");
  }

  @Test
  void valueThatAnotherThreadKeepsChangingKeepsItsStoredBytes() {
    AttributeCodec failing = new FailingToEncodeLists(codec);
    SessionFactory factory =
        new SessionFactory(failing, PrincipalResolver.NONE, TIMEOUTS, problems(), true);
    Session session = factory.open(null, storedRecord(Map.of("b", "[\"y\"]", "c", "\"z\"")));
    list(session, "b").add("more");
    session.setAttribute("c", "changed");

    assertThat(text(session.changes())).isEqualTo(Map.of("c", "\"changed\""));
    assertThat(problems).containsExactly("not saved b");
  }

  @Test
  void newSessionIsInsertedWhole() {
    SessionFactory factory =
        new SessionFactory(codec, PrincipalResolver.NONE, TIMEOUTS, problems(), true);
    Session session = factory.create();
    session.setAttribute("a", "x");
    session.setIdle(Duration.ofMinutes(5));

    NewSession inserted = session.toInsert(session.changes());

    assertThat(inserted.key()).isEqualTo(Objects.requireNonNull(session.id()).key());
    assertThat(inserted.idle()).isEqualTo(Duration.ofMinutes(5));
    assertThat(inserted.remaining()).isEqualTo(Duration.ofHours(12));
    assertThat(inserted.attributes()).containsOnlyKeys("a");
    assertThat(inserted.lineage()).hasSizeGreaterThan(20);
  }

  @Test
  void idleTimeoutIsSavedOnlyIfItChanged() {
    Session session = stored(Map.of());

    session.setIdle(Duration.ofMinutes(30));
    assertThat(session.changes().isEmpty()).isTrue();

    session.setIdle(Duration.ofMinutes(5));
    assertThat(session.changes().idle()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void principalFollowsItsAttribute() {
    SessionFactory factory =
        new SessionFactory(codec, new UserAttribute(), TIMEOUTS, problems(), true);
    Session session = factory.open(null, storedRecord(Map.of("other", "\"x\"")));

    session.setAttribute("other", "y");
    assertThat(session.changes().principal()).isNull();

    session.setAttribute("user", "alice");
    assertThat(session.changes().principal()).isEqualTo(new PrincipalChange("alice"));
  }

  @Test
  void nothingOfASessionShowsItsId() {
    SessionId id = SessionId.random();
    SessionFactory factory =
        new SessionFactory(codec, PrincipalResolver.NONE, TIMEOUTS, problems(), true);
    Session session = factory.open(id, storedRecord(Map.of()));

    assertThat(session.toString()).doesNotContain(id.value());
    assertThat(String.valueOf(session.base())).doesNotContain(id.value());
  }

  private Session stored(Map<String, String> attributes) {
    return new SessionFactory(codec, PrincipalResolver.NONE, TIMEOUTS, problems(), true)
        .open(null, storedRecord(attributes));
  }

  private static SessionRecord storedRecord(Map<String, String> attributes) {
    Map<String, byte[]> encoded = new HashMap<>();
    attributes.forEach((name, text) -> encoded.put(name, text.getBytes(StandardCharsets.UTF_8)));
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
        encoded);
  }

  private static void saved(Session session, SessionChanges changes) {
    session.saved(changes, Objects.requireNonNull(session.base()));
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(Session session, String name) {
    return (List<String>) Objects.requireNonNull(session.attribute(name));
  }

  private static Map<String, String> text(SessionChanges changes) {
    Map<String, String> text = new HashMap<>();
    changes
        .put()
        .forEach((name, bytes) -> text.put(name, new String(bytes, StandardCharsets.UTF_8)));
    return text;
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

  private static final class UserAttribute implements PrincipalResolver {

    @Override
    public String attribute() {
      return "user";
    }

    @Override
    public @Nullable String resolve(@Nullable Object value) {
      return (String) value;
    }
  }

  private record FailingToEncodeLists(TextCodec codec) implements AttributeCodec {

    @Override
    public byte[] encode(String name, Object value) {
      if (value instanceof List) {
        throw new java.util.ConcurrentModificationException();
      }
      return codec.encode(name, value);
    }

    @Override
    public Object decode(String name, byte[] encoded) {
      return codec.decode(name, encoded);
    }

    @Override
    public boolean isImmutable(Object value) {
      return codec.isImmutable(value);
    }

    @Override
    public boolean holds(byte[] encoded, Class<?> type) {
      return codec.holds(encoded, type);
    }
  }
}
