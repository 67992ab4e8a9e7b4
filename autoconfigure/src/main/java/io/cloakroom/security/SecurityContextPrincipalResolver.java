package io.cloakroom.security;

import io.cloakroom.PrincipalResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;

/** A session belongs to whom Spring Security authenticated in it. */
public final class SecurityContextPrincipalResolver implements PrincipalResolver {

  /** Attribute in which Spring Security's {@code HttpSessionSecurityContextRepository} keeps it. */
  private static final String SECURITY_CONTEXT = "SPRING_SECURITY_CONTEXT";

  @Override
  public String attribute() {
    return SECURITY_CONTEXT;
  }

  @Override
  public @Nullable String resolve(@Nullable Object value) {
    Authentication authentication =
        value instanceof SecurityContext context ? context.getAuthentication() : null;
    return authentication == null ? null : authentication.getName();
  }
}
