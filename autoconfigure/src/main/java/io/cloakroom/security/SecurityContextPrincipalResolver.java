package io.cloakroom.security;

import io.cloakroom.PrincipalResolver;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;

/**
 * A session belongs to whom Spring Security authenticated in it.
 *
 * <p>A sign-in is an authentication of somebody else, or one with a factor that is more recent than
 * all that were there: each of Spring Security's ways to authenticate adds one. A token that was
 * refreshed is none, and neither is a switch to another user and back, since nobody showed a
 * credential.
 */
public final class SecurityContextPrincipalResolver implements PrincipalResolver {

  /** Attribute in which Spring Security's {@code HttpSessionSecurityContextRepository} keeps it. */
  static final String SECURITY_CONTEXT = "SPRING_SECURITY_CONTEXT";

  /** Of spring-security-web, which an application may do without. */
  private static final String SWITCHED =
      "org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority";

  @Override
  public String attribute() {
    return SECURITY_CONTEXT;
  }

  @Override
  public @Nullable String resolve(@Nullable Object value) {
    Authentication authentication = authentication(value);
    return authentication == null ? null : authentication.getName();
  }

  @Override
  public Set<String> authorities(@Nullable Object value) {
    Authentication authentication = authentication(value);
    return authentication == null
        ? Set.of()
        : authentication.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .filter(name -> name != null)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean isSignIn(@Nullable Object before, @Nullable Object now) {
    Authentication former = authentication(before);
    Authentication current = authentication(now);
    if (current == null || isSwitched(current) || (former != null && isSwitched(former))) {
      return false;
    }
    return former == null
        || !current.getName().equals(former.getName())
        || lastFactor(current).isAfter(lastFactor(former));
  }

  private static @Nullable Authentication authentication(@Nullable Object value) {
    Authentication authentication =
        value instanceof SecurityContext context ? context.getAuthentication() : null;
    return authentication == null
            || !authentication.isAuthenticated()
            || authentication instanceof AnonymousAuthenticationToken
        ? null
        : authentication;
  }

  private static boolean isSwitched(Authentication authentication) {
    return authentication.getAuthorities().stream()
        .anyMatch(authority -> authority.getClass().getName().equals(SWITCHED));
  }

  private static Instant lastFactor(Authentication authentication) {
    return authentication.getAuthorities().stream()
        .filter(FactorGrantedAuthority.class::isInstance)
        .map(factor -> ((FactorGrantedAuthority) factor).getIssuedAt())
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }
}
