package io.cloakroom.security;

import io.cloakroom.Session;
import io.cloakroom.SessionRecord;
import io.cloakroom.web.CurrentSession;
import io.cloakroom.web.SessionFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.RememberMeServices;

/**
 * "Keep me signed in" without a second token: the session itself lives that long, in the store and
 * in the client's cookie, and ends with a logout or a revocation as any other.
 *
 * <p>A sign-in whose form has the parameter {@code remember-me} ({@code true}, {@code on}, {@code
 * yes} or {@code 1}) gets that lifetime, as its idle timeout and its maximum lifetime, in place of
 * what was configured. Without the parameter nothing is different, but that a user who signs in
 * again to his remembered session, for example with another factor, stays remembered; another user
 * who signs in to it does not. To be given to {@code http.rememberMe(remember ->
 * remember.rememberMeServices(...))}.
 */
public final class SessionRememberMeServices implements RememberMeServices {

  private static final String PARAMETER = "remember-me";
  private static final Set<String> YES = Set.of("true", "on", "yes", "1");

  private final Duration lifetime;

  /**
   * Makes such services.
   *
   * @param lifetime of a remembered session, in whole seconds
   * @throws IllegalArgumentException if it is less than a second, or more than 68 years
   */
  public SessionRememberMeServices(Duration lifetime) {
    if (lifetime.toSeconds() < 1 || lifetime.toSeconds() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "A remembered session lives for at least 1 second, and at most 68 years, was "
              + lifetime);
    }
    this.lifetime = lifetime;
  }

  /** Returns null: the session is what is remembered. */
  @Override
  public @Nullable Authentication autoLogin(
      HttpServletRequest request, HttpServletResponse response) {
    return null;
  }

  /** Does nothing: who mistypes a password stays what he was. */
  @Override
  public void loginFail(HttpServletRequest request, HttpServletResponse response) {}

  @Override
  public void loginSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
    String asked = request.getParameter(PARAMETER);
    if (asked == null || !YES.contains(asked.toLowerCase(Locale.ROOT))) {
      notAsked(request, authentication);
      return;
    }
    remember(request);
  }

  private void notAsked(HttpServletRequest request, Authentication authentication) {
    Session session = loaded(request);
    SessionRecord before = session == null ? null : session.base();
    if (session == null
        || before == null
        || before.idle().toSeconds() != lifetime.toSeconds()
        || !session.idle().equals(before.idle())) {
      return;
    }
    if (authentication.getName().equals(before.principal())) {
      remember(request);
    } else {
      session.unsetIdle();
    }
  }

  private void remember(HttpServletRequest request) {
    request.getSession().setMaxInactiveInterval((int) lifetime.toSeconds());
    Session session = loaded(request);
    if (session != null) {
      session.setLifetime(lifetime);
      request.setAttribute(SessionFilter.COOKIE_MAX_AGE_ATTRIBUTE, lifetime);
    }
  }

  private static @Nullable Session loaded(HttpServletRequest request) {
    CurrentSession current = CurrentSession.of(request);
    return current == null ? null : current.loaded();
  }
}
