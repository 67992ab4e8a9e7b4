package io.cloakroom.security;

import io.cloakroom.PrincipalResolver;
import io.cloakroom.Session;
import io.cloakroom.SessionRecord;
import io.cloakroom.lifecycle.PrincipalLock;
import io.cloakroom.web.CurrentSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.web.authentication.session.ConcurrentSessionControlAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationException;
import org.springframework.security.web.authentication.session.SessionLimit;

/**
 * Makes Spring Security's limit of sessions exact on many nodes: sign-ins of one user are decided
 * one after another, each after the session of the one before is in the store.
 *
 * <p>A sign-in that waits too long is refused. If a request takes so long between its sign-in and
 * the save of its session that its turn was over, the sessions are counted again after the save; so
 * when all have returned, there are never more than allowed.
 */
public final class OneAtATimeSessionControl extends ConcurrentSessionControlAuthenticationStrategy {

  private static final Logger log = LoggerFactory.getLogger(OneAtATimeSessionControl.class);
  private static final String TURN = OneAtATimeSessionControl.class.getName() + ".turn";

  private final ConcurrentSessionControlAuthenticationStrategy control;
  private final StoredSessionRegistry registry;
  private final PrincipalResolver principals;
  private final PrincipalLock lock;

  /**
   * Makes a control.
   *
   * @param control decides, by the registry
   * @param registry of the sessions of all nodes
   * @param principals says under which name a session will be found
   * @param lock of principals
   */
  public OneAtATimeSessionControl(
      ConcurrentSessionControlAuthenticationStrategy control,
      StoredSessionRegistry registry,
      PrincipalResolver principals,
      PrincipalLock lock) {
    super(registry);
    this.control = control;
    this.registry = registry;
    this.principals = principals;
    this.lock = lock;
  }

  @Override
  public void onAuthentication(
      Authentication authentication, HttpServletRequest request, HttpServletResponse response) {
    String name = name(authentication);
    Runnable decision = () -> control.onAuthentication(authentication, request, response);
    CurrentSession session = CurrentSession.of(request);
    if (session == null || name.equals(request.getAttribute(TURN))) {
      registry.countAs(name, null, decision);
      return;
    }
    PrincipalLock.Held held = take(name);
    boolean decided = false;
    try {
      registry.countAs(name, null, decision);
      decided = true;
    } finally {
      if (!decided) {
        held.giveBack();
      }
    }
    request.setAttribute(TURN, name);
    session.afterSave(
        saved -> name.equals(principal(saved)),
        () -> {
          request.removeAttribute(TURN);
          if (!held.giveBack()) {
            decideAgain(name, session, decision);
          }
        });
  }

  @Override
  public void setExceptionIfMaximumExceeded(boolean exceptionIfMaximumExceeded) {
    control.setExceptionIfMaximumExceeded(exceptionIfMaximumExceeded);
  }

  @Override
  public void setMaximumSessions(int maximumSessions) {
    control.setMaximumSessions(maximumSessions);
  }

  @Override
  public void setMaximumSessions(SessionLimit sessionLimit) {
    control.setMaximumSessions(sessionLimit);
  }

  @Override
  public void setMessageSource(MessageSource messageSource) {
    control.setMessageSource(messageSource);
  }

  private PrincipalLock.Held take(String name) {
    PrincipalLock.Held held = lock.take(name);
    if (held == null) {
      throw new SessionAuthenticationException(
          "Too many sign-ins of this user at the same time: try again");
    }
    return held;
  }

  /** Decides as if the session, which is in the store by now, were still to come. */
  private void decideAgain(String name, CurrentSession session, Runnable decision) {
    Session own = session.loaded();
    if (own == null || !name.equals(principal(own))) {
      return;
    }
    log.warn(
        "Session {} was saved so late after its sign-in that others may not have counted it; they are counted again",
        own);
    PrincipalLock.Held held = take(name);
    try {
      registry.countAs(name, own.key(), decision);
    } catch (SessionAuthenticationException tooMany) {
      SessionInformation late = registry.getSessionInformation(own.key().value());
      if (late != null) {
        late.expireNow();
      }
    } finally {
      held.giveBack();
    }
  }

  /** A resolver of another attribute could make nothing of a context. */
  private String name(Authentication authentication) {
    if (!principals.attribute().equals(SecurityContextPrincipalResolver.SECURITY_CONTEXT)) {
      return authentication.getName();
    }
    String resolved = principals.resolve(new SecurityContextImpl(authentication));
    return resolved == null ? authentication.getName() : resolved;
  }

  private static @Nullable String principal(Session session) {
    SessionRecord stored = session.base();
    return stored == null ? null : stored.principal();
  }
}
