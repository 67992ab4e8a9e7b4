package io.cloakroom.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority;

class SecurityContextPrincipalResolverTests {

  private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final SecurityContextPrincipalResolver resolver = new SecurityContextPrincipalResolver();

  @Test
  void sessionBelongsToWhomWasAuthenticated() {
    SecurityContext alice = context(token("alice", role("USER"), role("ADMIN")));

    assertThat(resolver.resolve(alice)).isEqualTo("alice");
    assertThat(resolver.authorities(alice)).containsExactlyInAnyOrder("ROLE_USER", "ROLE_ADMIN");
  }

  @Test
  void nobodyElseOwnsASession() {
    Authentication anonymous =
        new AnonymousAuthenticationToken("key", "anonymousUser", List.of(role("ANONYMOUS")));
    Authentication attempt = UsernamePasswordAuthenticationToken.unauthenticated("alice", "guess");

    for (Object value :
        Arrays.asList(
            null, "alice", new SecurityContextImpl(), context(anonymous), context(attempt))) {
      assertThat(resolver.resolve(value)).isNull();
      assertThat(resolver.authorities(value)).isEmpty();
      assertThat(resolver.isSignIn(null, value)).isFalse();
      assertThat(resolver.isSignIn(context(token("alice")), value)).isFalse();
    }
  }

  @Test
  void firstAuthenticationAndThatOfAnotherAreSignIns() {
    SecurityContext alice = context(token("alice", password(MORNING)));

    assertThat(resolver.isSignIn(null, alice)).isTrue();
    assertThat(resolver.isSignIn(new SecurityContextImpl(), alice)).isTrue();
    assertThat(resolver.isSignIn(alice, context(token("bob", password(MORNING))))).isTrue();
  }

  @Test
  void sameAuthenticationIsNone() {
    SecurityContext alice = context(token("alice", password(MORNING)));

    assertThat(resolver.isSignIn(alice, context(token("alice", password(MORNING))))).isFalse();
    assertThat(resolver.isSignIn(context(token("alice")), context(token("alice")))).isFalse();
  }

  @Test
  void laterOrFurtherFactorIsASignIn() {
    SecurityContext alice = context(token("alice", password(MORNING)));
    FactorGrantedAuthority mailed =
        FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.OTT_AUTHORITY)
            .issuedAt(NOON)
            .build();

    assertThat(resolver.isSignIn(alice, context(token("alice", password(NOON))))).isTrue();
    assertThat(resolver.isSignIn(alice, context(token("alice", password(MORNING), mailed))))
        .isTrue();
  }

  @Test
  void refreshedTokenIsNone() {
    SecurityContext alice = context(token("alice", password(MORNING)));

    assertThat(resolver.isSignIn(alice, context(token("alice", role("NEW"))))).isFalse();
  }

  @Test
  void switchToAnotherUserAndBackIsNone() {
    Authentication boss = token("boss", password(MORNING));
    SecurityContext switched =
        context(
            token(
                "alice",
                password(NOON),
                new SwitchUserGrantedAuthority("ROLE_PREVIOUS_ADMINISTRATOR", boss)));

    assertThat(resolver.isSignIn(context(boss), switched)).isFalse();
    assertThat(resolver.isSignIn(switched, context(boss))).isFalse();
  }

  private static Authentication token(String name, GrantedAuthority... authorities) {
    return UsernamePasswordAuthenticationToken.authenticated(name, null, List.of(authorities));
  }

  private static GrantedAuthority role(String name) {
    return new SimpleGrantedAuthority("ROLE_" + name);
  }

  private static GrantedAuthority password(Instant at) {
    return FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
        .issuedAt(at)
        .build();
  }

  private static SecurityContext context(Authentication authentication) {
    return new SecurityContextImpl(authentication);
  }
}
