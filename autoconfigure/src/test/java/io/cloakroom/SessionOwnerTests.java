package io.cloakroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.SessionChanges.LifetimeChange;
import io.cloakroom.SessionTimeoutPolicy.Timeouts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a sign-in does to the timeouts of a session. */
class SessionOwnerTests {

  private static final Duration FULL = Duration.ofMinutes(30);
  private static final Duration ANONYMOUS = Duration.ofMinutes(5);
  private static final Duration OF_ADMINS = Duration.ofMinutes(15);
  private static final Duration LIFETIME = Duration.ofHours(12);
  private static final Duration LIFETIME_OF_ADMINS = Duration.ofHours(1);

  private final SessionFactory factory =
      factory(
          (principal, authorities) ->
              authorities.contains("ADMIN") ? new Timeouts(OF_ADMINS, LIFETIME_OF_ADMINS) : null);

  @Test
  void newSessionIsAnonymous() {
    Session session = factory.create();

    assertThat(session.idle()).isEqualTo(ANONYMOUS);
    NewSession inserted = session.toInsert(session.changes());
    assertThat(inserted.idle()).isEqualTo(ANONYMOUS);
    assertThat(inserted.remaining()).isEqualTo(LIFETIME);
  }

  @Test
  void newSessionOfSomebodyHasTheFullTimeout() {
    Session session = factory.create();
    session.setAttribute("user", "alice");

    NewSession inserted = session.toInsert(session.changes());

    assertThat(inserted.idle()).isEqualTo(FULL);
    assertThat(inserted.remaining()).isEqualTo(LIFETIME);
    assertThat(session.idle()).isEqualTo(FULL);
  }

  @Test
  void newSessionHasWhatThePolicySays() {
    Session session = factory.create();
    session.setAttribute("user", "boss:ADMIN");

    NewSession inserted = session.toInsert(session.changes());

    assertThat(inserted.principal()).isEqualTo("boss");
    assertThat(inserted.idle()).isEqualTo(OF_ADMINS);
    assertThat(inserted.remaining()).isEqualTo(LIFETIME_OF_ADMINS);
  }

  @Test
  void policyMayHaveAnOpinionOnOneTimeoutOnly() {
    SessionFactory idleOnly = factory((principal, roles) -> new Timeouts(OF_ADMINS, null));
    SessionFactory endless = factory((principal, roles) -> new Timeouts(null, Duration.ZERO));

    NewSession one = inserted(idleOnly, "alice");
    NewSession other = inserted(endless, "alice");

    assertThat(one.idle()).isEqualTo(OF_ADMINS);
    assertThat(one.remaining()).isEqualTo(LIFETIME);
    assertThat(other.idle()).isEqualTo(FULL);
    assertThat(other.remaining()).isNull();
  }

  @Test
  void signInGivesAnAnonymousSessionTheFullTimeout() {
    Session session = stored(ANONYMOUS, null);
    session.setAttribute("user", "alice");

    SessionChanges changes = session.changes();

    assertThat(changes.idle()).isEqualTo(FULL);
    assertThat(changes.lifetime()).isEqualTo(new LifetimeChange(LIFETIME));
  }

  @Test
  void sessionFromBeforeAnonymousOnesHadATimeoutGetsWhatThePolicySays() {
    Session session = stored(FULL, null);
    session.setAttribute("user", "boss:ADMIN");

    assertThat(session.changes().idle()).isEqualTo(OF_ADMINS);
  }

  @Test
  void timeoutThatTheApplicationChoseBeforeStays() {
    Session session = stored(Duration.ofMinutes(90), null);
    session.setAttribute("user", "boss:ADMIN");

    SessionChanges changes = session.changes();

    assertThat(changes.idle()).isNull();
    assertThat(changes.lifetime()).isEqualTo(new LifetimeChange(LIFETIME_OF_ADMINS));
    assertThat(session.idle()).isEqualTo(Duration.ofMinutes(90));
  }

  @Test
  void timeoutThatTheApplicationChoosesAtTheSignInStays() {
    for (boolean first : List.of(true, false)) {
      Session session = stored(ANONYMOUS, null);
      if (first) {
        session.setIdle(Duration.ofMinutes(90));
      }
      session.setAttribute("user", "boss:ADMIN");
      if (!first) {
        session.setIdle(Duration.ofMinutes(90));
      }

      assertThat(session.changes().idle()).isEqualTo(Duration.ofMinutes(90));
    }
  }

  @Test
  void timeoutThatWasChosenCanBeGivenUpAtASignIn() {
    Session session = stored(Duration.ofDays(30), "alice");
    session.unsetIdle();
    session.setAttribute("user", "boss:ADMIN");

    SessionChanges changes = session.changes();
    assertThat(changes.idle()).isEqualTo(OF_ADMINS);

    Session untouched = stored(Duration.ofDays(30), "alice");
    untouched.unsetIdle();
    assertThat(untouched.changes().idle()).as("without a sign-in").isNull();
  }

  @Test
  void clientOfASignInAgainIsRecordedWhateverTheLifetime() {
    for (Duration lifetime : Arrays.asList(LIFETIME, null)) {
      SessionFactory sessions =
          new SessionFactory(
              new TextCodec(),
              new UserAndRole(),
              new SessionTimeouts(FULL, lifetime),
              new NoProblems(),
              true);
      Instant end = lifetime == null ? null : Instant.now().plus(lifetime);
      Session session = sessions.open(SessionId.random(), stored(FULL, "alice", end));
      session.recordClient(() -> ClientDetails.of("203.0.113.7", "Test"));
      session.rename(SessionId.random());
      session.setAttribute("user", "alice");

      assertThat(session.changes().put()).containsKey(ClientDetails.ATTRIBUTE);
    }
  }

  @Test
  void newRoleOfTheSamePrincipalHasItsTimeoutButTheOldLifetime() {
    Session session = stored(FULL, "alice");
    session.setAttribute("user", "alice:ADMIN");

    SessionChanges changes = session.changes();

    assertThat(changes.idle()).isEqualTo(OF_ADMINS);
    assertThat(changes.lifetime()).isNull();
    assertThat(changes.principal()).isNull();
  }

  @Test
  void signOutMakesTheSessionAnonymousAndDoesNotProlongIt() {
    Session session = stored(OF_ADMINS, "boss:ADMIN");
    session.removeAttribute("user");

    SessionChanges changes = session.changes();

    assertThat(changes.idle()).isEqualTo(ANONYMOUS);
    assertThat(changes.lifetime()).isNull();
  }

  @Test
  void otherAttributesAndIdChangesLeaveTheLifetimeAlone() {
    Session session = stored(FULL, "alice");
    session.rename(SessionId.random());
    session.setAttribute("a", "x");
    assertThat(session.attribute("user")).isEqualTo("alice");

    SessionChanges changes = session.changes();

    assertThat(changes.lifetime()).isNull();
    assertThat(changes.idle()).isNull();
  }

  @Test
  void samePrincipalSetAgainIsNoSignIn() {
    Session session = stored(FULL, "alice");
    session.setAttribute("user", "alice");

    assertThat(session.changes().lifetime()).isNull();
  }

  @Test
  void samePrincipalSetAgainUnderAnotherIdIsASignIn() {
    Session session = stored(FULL, "alice");
    session.rename(SessionId.random());
    session.setAttribute("user", "alice");

    SessionChanges changes = session.changes();
    assertThat(changes.lifetime()).isEqualTo(new LifetimeChange(LIFETIME));

    session.saved(changes, Objects.requireNonNull(session.base()));
    session.setAttribute("user", "alice");
    assertThat(session.changes().lifetime()).as("once an id change").isNull();
  }

  @Test
  void signInSaysSoThoughTheSessionHasNoEnd() {
    SessionFactory endless =
        new SessionFactory(
            new TextCodec(),
            new UserAndRole(),
            new SessionTimeouts(FULL, null),
            new NoProblems(),
            true);
    Session session = endless.open(SessionId.random(), stored(FULL, null, null));
    session.setAttribute("user", "alice");

    assertThat(session.changes().lifetime()).isEqualTo(new LifetimeChange(null));
  }

  @Test
  void valueThatIsChangedInPlaceIsJudgedByWhatIsStored() {
    Session session =
        factory.open(
            SessionId.random(),
            record(FULL, "alice", Instant.now(), Map.of("user", "[\"alice\"]")));
    @SuppressWarnings("unchecked")
    List<String> user = (List<String>) Objects.requireNonNull(session.attribute("user"));
    user.set(0, "bob");

    assertThat(session.changes().lifetime()).isEqualTo(new LifetimeChange(LIFETIME));
  }

  @Test
  void sealedValueIsOpenedToBeJudged() {
    SessionFactory sealing =
        new SessionFactory(
            new TextCodec(),
            new Backwards(),
            new UserAndRole(),
            new SessionTimeouts(FULL, LIFETIME),
            new NoProblems(),
            true);
    SessionRecord base =
        record(FULL, "alice", Instant.now().plus(LIFETIME), Map.of("user", "~\"ecila\""));
    for (boolean read : List.of(true, false)) {
      Session session = sealing.open(SessionId.random(), base);
      if (read) {
        assertThat(session.attribute("user")).isEqualTo("alice");
      }
      session.setAttribute("user", "alice");
      SessionChanges same = session.changes();
      assertThat(same.lifetime()).isNull();
      session.saved(same, base);

      session.setAttribute("user", "bob");
      assertThat(session.changes().lifetime()).isNotNull();
    }
  }

  @Test
  void timeoutThatAnotherRequestChoseIsNotWrittenBack() {
    Session session = stored(FULL, null);
    session.setAttribute("a", "x");
    SessionChanges changes = session.changes();
    SessionRecord base = Objects.requireNonNull(session.base());
    session.saved(changes, record(Duration.ofHours(3), null, base.endsAt(), Map.of()));

    session.setAttribute("a", "y");

    assertThat(session.changes().idle()).isNull();
    assertThat(session.idle()).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void excludedRequestIsNoUse() {
    Session session = stored(FULL, null);
    assertThat(session.changes().use()).isTrue();

    session.currentUse().setCounted(false);

    assertThat(session.changes().use()).isFalse();
    assertThat(session.changes().isEmpty()).isTrue();
  }

  @Test
  void sessionIsEmptyUntilItHasSomethingToStore() {
    Session session = factory.create();
    session.setAttribute("transient.a", "x");
    session.setAttribute("a", "x");
    session.removeAttribute("a");
    assertThat(session.isEmpty()).isTrue();

    session.setAttribute("a", "x");
    assertThat(session.isEmpty()).isFalse();
    assertThat(stored(FULL, "alice").isEmpty()).isFalse();
  }

  private static NewSession inserted(SessionFactory sessions, String user) {
    Session session = sessions.create();
    session.setAttribute("user", user);
    return session.toInsert(session.changes());
  }

  private Session stored(Duration idle, @Nullable String user) {
    return factory.open(SessionId.random(), stored(idle, user, Instant.now().plus(LIFETIME)));
  }

  private static SessionRecord stored(
      Duration idle, @Nullable String user, @Nullable Instant endsAt) {
    return record(idle, user, endsAt, user == null ? Map.of() : Map.of("user", '"' + user + '"'));
  }

  private static SessionRecord record(
      Duration idle, @Nullable String user, @Nullable Instant endsAt, Map<String, String> text) {
    Instant now = Instant.now();
    Map<String, byte[]> attributes = new java.util.HashMap<>();
    text.forEach((name, json) -> attributes.put(name, json.getBytes(StandardCharsets.UTF_8)));
    return new SessionRecord(
        SessionId.random().key(),
        "lineage",
        1,
        now,
        now,
        endsAt,
        now,
        idle,
        user == null ? null : nameOf(user),
        attributes);
  }

  private static String nameOf(String user) {
    int colon = user.indexOf(':');
    return colon < 0 ? user : user.substring(0, colon);
  }

  private static SessionFactory factory(SessionTimeoutPolicy policy) {
    return new SessionFactory(
        new TextCodec(),
        new UserAndRole(),
        new SessionTimeouts(FULL, ANONYMOUS, LIFETIME, policy),
        new NoProblems(),
        true);
  }

  /** Such as "alice" or "boss:ADMIN". */
  private static final class UserAndRole implements PrincipalResolver {

    @Override
    public String attribute() {
      return "user";
    }

    @Override
    public @Nullable String resolve(@Nullable Object value) {
      return value == null ? null : nameOf(text(value));
    }

    @Override
    public Set<String> authorities(@Nullable Object value) {
      String user = value == null ? "" : text(value);
      int colon = user.indexOf(':');
      return colon < 0 ? Set.of() : Set.of(user.substring(colon + 1));
    }

    private static String text(Object value) {
      return value instanceof List<?> list ? String.valueOf(list.get(0)) : (String) value;
    }
  }

  /** Seals by a tilde and turning all around, and opens nothing else. */
  private static final class Backwards implements AttributeSeal {

    @Override
    public byte[] seal(String lineage, String name, byte[] encoded) {
      return ("~" + turned(encoded)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] open(String lineage, String name, byte[] stored) {
      if (stored[0] != '~') {
        throw new AttributeDecodingException("not sealed", null);
      }
      return turned(Arrays.copyOfRange(stored, 1, stored.length)).getBytes(StandardCharsets.UTF_8);
    }

    private static String turned(byte[] bytes) {
      return new StringBuilder(new String(bytes, StandardCharsets.UTF_8)).reverse().toString();
    }
  }

  private static final class NoProblems implements AttributeProblems {

    @Override
    public void unreadable(SessionKey session, String name, AttributeDecodingException reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void notSaved(SessionKey session, String name, RuntimeException reason) {
      throw new AssertionError(reason);
    }
  }
}
