package io.cloakroom.security;

import io.cloakroom.identity.CurrentIdentity;
import io.cloakroom.identity.Identity;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/** Whom Spring Security authenticated, in a session or by any other means, is signed in. */
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
    String name = resolver.resolve(context);
    return name == null ? null : new Identity(name, resolver.authorities(context));
  }
}
