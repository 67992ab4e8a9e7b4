package io.cloakroom.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cloakroom.NewSession;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.Session;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.TextCodec;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.repository.CountingRepository;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.memory.MemorySessionRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StoredSessionManagerTests {

  private final CountingRepository repository =
      new CountingRepository(new MemorySessionRepository(SampleSessions.TOUCHES));
  private final List<SessionEvent> events = new ArrayList<>();
  private final TouchBuffer buffer =
      new TouchBuffer(repository, Duration.ofHours(1), 100, SessionMeters.NONE);
  private final SessionManager manager = manager(Duration.ofMinutes(30));

  @Test
  void createdSessionIsNotStoredBeforeItIsSaved() {
    Session session = manager.create();
    assertThat(repository.calls()).isEmpty();

    String ticket = ticket(session);

    assertThat(repository.calls()).containsExactly("insert");
    assertThat(events).containsExactly(new SessionEvent.Created(session.key()));
    assertThat(Objects.requireNonNull(manager.find(ticket)).key()).isEqualTo(session.key());
  }

  @Test
  void readCostsOneCall() {
    String ticket = stored("a", "x");

    Session session = found(ticket);
    session.attribute("a");
    manager.save(session);

    assertThat(repository.calls()).containsExactly("find");
  }

  @Test
  void writeCostsTwoCallsAndASecondSaveOnlyWhatChangedSince() {
    Session session = found(stored("a", "x"));
    session.setAttribute("a", "y");
    manager.save(session);
    manager.save(session);
    assertThat(repository.calls()).containsExactly("find", "update");

    session.setAttribute("b", "z");
    manager.save(session);

    assertThat(repository.calls()).containsExactly("find", "update", "update");
    assertThat(found(Objects.requireNonNull(session.id()).value()).attributeNames())
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void malformedTicketsNeverReachTheStore() {
    for (String ticket : List.of("", "x", "../..", "A".repeat(8192), SessionId.random() + "")) {
      assertThat(manager.find(ticket)).isNull();
      assertThat(manager.keyOf(ticket)).isNull();
    }
    assertThat(repository.calls()).isEmpty();
  }

  @Test
  void idChangeCostsThreeCallsAndKillsTheOldId() {
    String old = stored("a", "x");

    Session session = found(old);
    SessionKey oldKey = session.key();
    manager.changeId(session);
    session.setAttribute("b", "y");
    String ticket = ticket(session);

    assertThat(repository.calls()).containsExactly("find", "rename", "update");
    assertThat(ticket).isNotEqualTo(old);
    assertThat(events).containsExactly(new SessionEvent.IdChanged(session.key(), oldKey));
    assertThat(manager.find(old)).isNull();
    assertThat(found(ticket).attribute("b")).isEqualTo("y");
  }

  @Test
  void idOfANewSessionChangesWithoutTheStore() {
    Session session = manager.create();
    String before = Objects.requireNonNull(session.id()).value();

    manager.changeId(session);

    assertThat(repository.calls()).isEmpty();
    assertThat(ticket(session)).isNotEqualTo(before);
  }

  @Test
  void endCostsTwoCallsAndIsAnnouncedOnce() {
    Session session = found(stored("a", "x"));
    Session other = found(Objects.requireNonNull(session.id()).value());

    manager.end(session);
    manager.end(session);
    manager.end(other);

    assertThat(repository.calls()).containsExactly("find", "find", "delete", "delete");
    assertThat(events).containsExactly(new SessionEvent.Deleted(session.key()));
    assertThat(manager.save(session)).isNull();
  }

  @Test
  void sessionThatWasNeverStoredEndsWithoutTheStore() {
    Session session = manager.create();

    manager.end(session);

    assertThat(manager.save(session)).isNull();
    assertThat(repository.calls()).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void slowRequestDoesNotBringBackAnEndedSession() {
    String ticket = stored("a", "x");
    Session slow = found(ticket);
    manager.end(found(ticket));

    slow.setAttribute("a", "late");

    assertThat(manager.save(slow)).isNull();
    assertThat(manager.find(ticket)).isNull();
  }

  @Test
  void slowRequestDoesNotUndoAnIdChange() {
    String ticket = stored("a", "x");
    Session slow = found(ticket);
    Session login = found(ticket);
    manager.changeId(login);
    String fresh = ticket(login);

    slow.setAttribute("a", "late");

    assertThat(manager.save(slow)).isNull();
    assertThat(manager.find(ticket)).isNull();
    assertThat(found(fresh).attribute("a")).isEqualTo("x");
  }

  @Test
  void idOfAnEndedSessionCannotChange() {
    String ticket = stored("a", "x");
    Session slow = found(ticket);
    manager.end(found(ticket));

    assertThatIllegalStateException().isThrownBy(() -> manager.changeId(slow));
    assertThatIllegalStateException().isThrownBy(() -> manager.changeId(slow));
    assertThat(manager.save(slow)).isNull();
  }

  @Test
  void freshSessionIsNotTouched() {
    manager.save(found(stored("a", "x")));

    buffer.flush();

    assertThat(repository.calls()).containsExactly("find");
  }

  @Test
  void sessionThatWasNotUsedForAnIntervalIsTouchedInTheBackground() {
    String ticket = unusedFor(Duration.ofMinutes(20), Duration.ofMinutes(30));

    manager.save(found(ticket));
    assertThat(repository.calls()).containsExactly("find");

    buffer.flush();
    assertThat(repository.calls()).containsExactly("find", "touch");
    assertThat(Objects.requireNonNull(found(ticket).base()).unused())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void savedSessionIsNotTouchedToo() {
    Session session = found(unusedFor(Duration.ofMinutes(20), Duration.ofMinutes(30)));
    session.setAttribute("a", "y");

    manager.save(session);
    buffer.flush();

    assertThat(repository.calls()).containsExactly("find", "update");
  }

  @Test
  void useOfASessionWithAShortTimeoutReachesTheStoreBeforeTheResponse() {
    Session session = found(unusedFor(Duration.ofSeconds(1), Duration.ofSeconds(5)));

    manager.save(session);

    assertThat(repository.calls()).containsExactly("find", "touch");
  }

  @Test
  void requestThatIsNoUseNeitherTouchesNorProlongs() {
    String ticket = unusedFor(Duration.ofMinutes(20), Duration.ofMinutes(30));
    Session reading = found(ticket);
    reading.currentUse().setCounted(false);
    manager.save(reading);
    Session writing = found(ticket);
    writing.currentUse().setCounted(false);
    writing.setAttribute("a", "x");
    manager.save(writing);

    buffer.flush();

    assertThat(repository.calls()).containsExactly("find", "find", "update");
    assertThat(Objects.requireNonNull(found(ticket).base()).unused())
        .isGreaterThanOrEqualTo(Duration.ofMinutes(20));
    assertThat(found(ticket).attribute("a")).isEqualTo("x");
  }

  @Test
  void writeThatIsNoUseLeavesTheUseOfAnotherRequestToBeSent() {
    String ticket = unusedFor(Duration.ofMinutes(20), Duration.ofMinutes(30));
    manager.save(found(ticket));
    Session writing = found(ticket);
    writing.currentUse().setCounted(false);
    writing.setAttribute("a", "x");
    manager.save(writing);

    buffer.flush();

    assertThat(repository.calls()).containsExactly("find", "find", "update", "touch");
    assertThat(Objects.requireNonNull(found(ticket).base()).unused())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void requestThatIsNoUseDoesNotTouchASessionWithAShortTimeout() {
    Session session = found(unusedFor(Duration.ofSeconds(1), Duration.ofSeconds(5)));
    session.currentUse().setCounted(false);

    manager.save(session);

    assertThat(repository.calls()).containsExactly("find");
  }

  @Test
  void sessionThatWouldBeTooLargeIsRefusedAndStaysAsItWas() {
    String ticket = stored("a", "x");
    Session session = found(ticket);
    session.setAttribute("large", "y".repeat(600));
    session.setAttribute("small", "y".repeat(500));

    assertThatIllegalStateException()
        .isThrownBy(() -> manager.save(session))
        .withMessageContaining("large (602 bytes)")
        .withMessageContaining("cloakroom.limits.session-size");
    assertThat(found(ticket).attributeNames()).containsExactly("a");
  }

  @Test
  void attributeThatIsTooLargeIsRefusedByItsName() {
    String ticket = stored("a", "x");
    Session session = found(ticket);
    session.setAttribute("large", "y".repeat(2000));

    assertThatIllegalStateException()
        .isThrownBy(() -> manager.save(session))
        .withMessageContaining("'large'")
        .withMessageContaining("2002 bytes, 1000 are allowed")
        .withMessageContaining("cloakroom.limits.attribute-size");
    assertThat(found(ticket).attributeNames()).containsExactly("a");
  }

  @Test
  void sessionWithTooManyAttributesIsRefused() {
    Session session = manager.create();
    for (int i = 0; i < 9; i++) {
      session.setAttribute("a" + i, "x".repeat(i));
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> manager.save(session))
        .withMessageContaining("would have 9 attributes, 8 are allowed")
        .withMessageContaining("a8 (10 bytes), a7 (9 bytes), a6 (8 bytes)")
        .withMessageContaining("cloakroom.limits.attributes");
    assertThat(repository.calls()).isEmpty();
  }

  @Test
  void attributeThatCannotBeEncodedKeepsTheStoredOnes() {
    String ticket = stored("a", "x");
    Session session = found(ticket);
    session.setAttribute("a", "y");
    session.setAttribute("b", "unencodable");

    assertThatExceptionOfType(io.cloakroom.AttributeEncodingException.class)
        .isThrownBy(() -> manager.save(session));
    assertThat(found(ticket).attribute("a")).isEqualTo("x");
  }

  private String stored(String name, String value) {
    Session session = manager.create();
    session.setAttribute(name, value);
    String ticket = ticket(session);
    repository.reset();
    events.clear();
    return ticket;
  }

  private String unusedFor(Duration unused, Duration idle) {
    SessionId id = SessionId.random();
    repository.insert(
        new NewSession(id.key(), "lineage", unused, unused, idle, null, null, Map.of()));
    repository.reset();
    return id.value();
  }

  private Session found(String ticket) {
    return Objects.requireNonNull(manager.find(ticket));
  }

  private String ticket(Session session) {
    return Objects.requireNonNull(manager.save(session));
  }

  private SessionManager manager(Duration idle) {
    return new StoredSessionManager(
        repository,
        new SessionFactory(
            new TextCodec(),
            PrincipalResolver.NONE,
            new SessionTimeouts(idle, null),
            new LoggedAttributeProblems(SessionMeters.NONE),
            true),
        new SessionLimits(8, 1000, 1000),
        SampleSessions.TOUCHES,
        buffer,
        events::add,
        SessionMeters.NONE);
  }
}
