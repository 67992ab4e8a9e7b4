package io.cloakroom.codec.cases;

import io.cloakroom.codec.cases.app.Principals;
import jakarta.servlet.http.Cookie;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.ott.DefaultOneTimeToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthentication;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;

/** What Spring Security puts into a session after a login, and before. */
final class SecurityCases {

  static final List<GrantedAuthority> AUTHORITIES =
      AuthorityUtils.createAuthorityList(
          "ROLE_USER", "ROLE_ADMIN", "order:read", "order:write", "report:view");

  private SecurityCases() {}

  static List<SessionValue> all() {
    return new Theme("Spring Security")
        .exact("SecurityContext, empty", SecurityContextImpl::new)
        .exact("SecurityContext of a user", () -> context(withDetails(login(user()))))
        .exact("SecurityContext of a name", () -> context(withDetails(login("alice"))))
        .exact("credentials that were not erased", SecurityCases::withCredentials)
        .exact("FactorGrantedAuthority", SecurityCases::withFactor)
        .exact(
            "AnonymousAuthenticationToken",
            () -> context(new AnonymousAuthenticationToken("key", "anonymousUser", AUTHORITIES)))
        .exact(
            "RememberMeAuthenticationToken",
            () ->
                context(withDetails(new RememberMeAuthenticationToken("key", user(), AUTHORITIES))))
        .exact(
            "PreAuthenticatedAuthenticationToken",
            () -> context(new PreAuthenticatedAuthenticationToken("p", "N/A", AUTHORITIES)))
        .exact(
            "TestingAuthenticationToken",
            () -> context(new TestingAuthenticationToken("p", "c", "ROLE_A")))
        .exact("SwitchUserGrantedAuthority", SecurityCases::switchedUser)
        .exact(
            "OneTimeTokenAuthentication",
            () -> context(new OneTimeTokenAuthentication(user(), AUTHORITIES)))
        .exact(
            "DefaultOneTimeToken", () -> new DefaultOneTimeToken("token", "alice", Instant.EPOCH))
        .exact(
            "the application's subclass of User",
            () -> context(withDetails(login(new Principals.Customer("u", "p", AUTHORITIES, 5L)))))
        .exact(
            "the application's UserDetails, around an entity",
            () ->
                context(
                    withDetails(
                        login(new Principals.AccountDetails(new Principals.AccountEntity("x"))))))
        .exact(
            "the application's subclass of UsernamePasswordAuthenticationToken",
            () -> context(new Principals.TenantToken("p", AUTHORITIES, "t1")))
        .exact(
            "the application's subclass of AbstractAuthenticationToken",
            () -> context(new Principals.ApiToken("p", AUTHORITIES)))
        .exact("DefaultCsrfToken", () -> new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", "3ac2e0f8"))
        .exact("DefaultSavedRequest", () -> new DefaultSavedRequest(request(), "continue"))
        .values();
  }

  static SecurityContext context(Authentication authentication) {
    return new SecurityContextImpl(authentication);
  }

  static UserDetails user() {
    return User.withUsername("alice@example.org")
        .password("{bcrypt}$2a$10$abcdefghijklmnopqrstuv")
        .authorities(AUTHORITIES)
        .build();
  }

  private static AbstractAuthenticationToken login(Object principal) {
    return UsernamePasswordAuthenticationToken.authenticated(principal, null, AUTHORITIES);
  }

  private static Authentication withDetails(AbstractAuthenticationToken token) {
    token.setDetails(new WebAuthenticationDetails(request()));
    return token;
  }

  private static SecurityContext withCredentials() {
    return context(
        UsernamePasswordAuthenticationToken.authenticated(user(), "password", AUTHORITIES));
  }

  private static SecurityContext withFactor() {
    List<GrantedAuthority> authorities = new ArrayList<>(AUTHORITIES);
    authorities.add(
        FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
            .issuedAt(Instant.parse("2026-01-01T00:00:00.123456789Z"))
            .build());
    return context(UsernamePasswordAuthenticationToken.authenticated(user(), null, authorities));
  }

  private static SecurityContext switchedUser() {
    GrantedAuthority back =
        new SwitchUserGrantedAuthority("ROLE_PREVIOUS_ADMINISTRATOR", withDetails(login("alice")));
    return context(UsernamePasswordAuthenticationToken.authenticated("bob", null, List.of(back)));
  }

  private static MockHttpServletRequest request() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders/17");
    request.setRemoteAddr("10.1.2.3");
    request.setQueryString("a=b&c=d");
    request.addHeader("Accept", "text/html");
    request.addHeader("User-Agent", "Mozilla/5.0 (X11; Linux)");
    request.addHeader("Accept-Language", "de-DE,en;q=0.5");
    request.addPreferredLocale(Locale.GERMANY);
    request.setParameter("a", "b", "b2");
    request.setCookies(new Cookie("theme", "dark"));
    request.setSession(new MockHttpSession(null, "session-1"));
    return request;
  }
}
