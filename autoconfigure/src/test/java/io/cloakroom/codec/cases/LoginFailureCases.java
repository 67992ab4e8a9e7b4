package io.cloakroom.codec.cases;

import static io.cloakroom.codec.cases.Expected.different;

import java.util.List;
import org.springframework.security.authentication.AccountExpiredException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.ott.InvalidOneTimeTokenException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.web.authentication.session.SessionAuthenticationException;

/** What Spring Security keeps of a failed login, for the login page to show. */
final class LoginFailureCases {

  static final String TYPED_PASSWORD = "TYPED-PASSWORD";

  private static final Expected WITHOUT_REQUEST =
      different("without the request, which holds the typed password", "$.authenticationRequest");

  private LoginFailureCases() {}

  static List<SessionValue> all() {
    return new Theme("Spring Security: failed logins")
        .exact("BadCredentialsException", () -> new BadCredentialsException("Bad credentials"))
        .exact(
            "LockedException with a cause",
            () -> new LockedException("locked", new IllegalStateException("cause")))
        .exact("DisabledException", () -> new DisabledException("disabled"))
        .exact("CredentialsExpiredException", () -> new CredentialsExpiredException("expired"))
        .exact("AccountExpiredException", () -> new AccountExpiredException("expired"))
        .exact(
            "InternalAuthenticationServiceException",
            () -> new InternalAuthenticationServiceException("internal"))
        .exact(
            "SessionAuthenticationException", () -> new SessionAuthenticationException("maximum"))
        .exact("OAuth2AuthenticationException", LoginFailureCases::oauth2)
        .exact("InvalidOneTimeTokenException", () -> new InvalidOneTimeTokenException("invalid"))
        .exact("UsernameNotFoundException", () -> new UsernameNotFoundException("unknown"))
        .value(
            "BadCredentialsException with the typed password",
            LoginFailureCases::withTypedPassword,
            WITHOUT_REQUEST,
            WITHOUT_REQUEST)
        .values();
  }

  static AuthenticationException withTypedPassword() {
    AuthenticationException failure = new BadCredentialsException("Bad credentials");
    failure.setAuthenticationRequest(
        UsernamePasswordAuthenticationToken.unauthenticated("alice", TYPED_PASSWORD));
    return failure;
  }

  private static OAuth2AuthenticationException oauth2() {
    return new OAuth2AuthenticationException(
        new OAuth2Error("invalid_request", "description", "https://error.example.org"), "message");
  }
}
