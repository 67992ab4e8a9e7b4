package io.cloakroom.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeProblems;
import io.cloakroom.NewSession;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.TextCodec;
import io.cloakroom.lifecycle.PrincipalLock;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.lifecycle.StoredSessions;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.memory.MemorySessionRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.web.authentication.session.ConcurrentSessionControlAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationException;

/** The limit with an application's own idea of whom a session belongs to. */
class OneAtATimeSessionControlTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final MemorySessionRepository store =
      new MemorySessionRepository(new TouchPolicy(Duration.ofMinutes(1), Duration.ofSeconds(1)));

  @Test
  void resolverOfAnotherAttributeIsNotGivenASecurityContext() {
    PrincipalResolver principals = new UserAttribute();
    OneAtATimeSessionControl control = control(principals);

    assertThatCode(() -> signIn(control)).doesNotThrowAnyException();

    store.insert(
        new NewSession(
            SessionId.random().key(),
            "lineage",
            Duration.ZERO,
            Duration.ZERO,
            HOUR,
            null,
            "alice",
            Map.of()));
    assertThatThrownBy(() -> signIn(control)).isInstanceOf(SessionAuthenticationException.class);
  }

  private static void signIn(OneAtATimeSessionControl control) {
    control.onAuthentication(
        UsernamePasswordAuthenticationToken.authenticated("alice", null, List.of()),
        new MockHttpServletRequest(),
        new MockHttpServletResponse());
  }

  private OneAtATimeSessionControl control(PrincipalResolver principals) {
    SessionFactory sessions =
        new SessionFactory(
            new TextCodec(), principals, new SessionTimeouts(HOUR, null), new NoProblems(), true);
    StoredSessionRegistry registry =
        new StoredSessionRegistry(
            new StoredSessions(
                store, sessions, new TouchBuffer(store, HOUR, 1, SessionMeters.NONE), event -> {}));
    ConcurrentSessionControlAuthenticationStrategy control =
        new ConcurrentSessionControlAuthenticationStrategy(registry);
    control.setMaximumSessions(1);
    control.setExceptionIfMaximumExceeded(true);
    return new OneAtATimeSessionControl(
        control,
        registry,
        principals,
        new PrincipalLock(store.principalIndex().orElseThrow(), HOUR, Duration.ofSeconds(5)));
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

  private static final class NoProblems implements AttributeProblems {

    @Override
    public void unreadable(
        SessionKey session, String attribute, AttributeDecodingException reason) {}

    @Override
    public void notSaved(SessionKey session, String attribute, RuntimeException reason) {}
  }
}
