package io.cloakroom.sample;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.savedrequest.CookieRequestCache;

/** Everybody may look and fill a cart; who buys must sign in; sessions are administrators' own. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  static final String ADMINISTRATOR = "ADMINISTRATOR";

  private static final String CUSTOMER = "CUSTOMER";
  private static final String SELF_ONLY =
      "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'";

  @Bean
  SecurityFilterChain shopSecurity(HttpSecurity http) {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/checkout", "/thanks", "/devices/**")
                    .authenticated()
                    .requestMatchers("/admin/**")
                    .hasRole(ADMINISTRATOR)
                    .anyRequest()
                    .permitAll())
        // Not in the session: a token has little room for a request with all its headers.
        .requestCache(cache -> cache.requestCache(new CookieRequestCache()))
        .formLogin(login -> login.loginPage("/login").permitAll())
        .logout(logout -> logout.logoutSuccessUrl("/?bye").permitAll())
        .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(SELF_ONLY)))
        .build();
  }

  /** Demo accounts, which the login page shows. */
  @Bean
  UserDetailsService users() {
    PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    return new InMemoryUserDetailsManager(
        user("alice", "wonderland", encoder, CUSTOMER),
        user("bob", "builder", encoder, CUSTOMER),
        user("carol", "concierge", encoder, CUSTOMER, ADMINISTRATOR));
  }

  private static UserDetails user(
      String name, String password, PasswordEncoder encoder, String... roles) {
    return User.withUsername(name).password(encoder.encode(password)).roles(roles).build();
  }
}
