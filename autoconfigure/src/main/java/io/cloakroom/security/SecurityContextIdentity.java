package io.cloakroom.security;

import io.cloakroom.identity.CurrentIdentity;
import io.cloakroom.identity.Identity;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Whom Spring Security authenticated, in a session or by any other means, is signed in. By which
 * factors he showed that here, as by a password, is not for others to rely on: they saw none.
 */
public final class SecurityContextIdentity implements CurrentIdentity {

  private final SecurityContextPrincipalResolver resolver = new SecurityContextPrincipalResolver();
  private final SecurityContextHolderStrategy contexts;

  /**
   * Makes it.
   *
   * @param contexts of all threads
   */
  public SecurityContextIdentity(SecurityContextHolderStrategy contexts) {
    this.contexts = contexts;
  }

  @Override
  public @Nullable Identity get() {
    SecurityContext context = contexts.getContext();
    Authentication authentication = context.getAuthentication();
    String name = resolver.resolve(context);
    if (name == null || authentication == null) {
      return null;
    }
    Set<String> authorities = new HashSet<>(resolver.authorities(context));
    for (GrantedAuthority each : authentication.getAuthorities()) {
      if (each instanceof FactorGrantedAuthority) {
        authorities.remove(each.getAuthority());
      }
    }
    return new Identity(name, authorities);
  }
}
