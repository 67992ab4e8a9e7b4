package io.cloakroom.autoconfigure;

import io.cloakroom.identity.IdentityInterceptor;
import io.cloakroom.identity.IdentityTokens;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** A node that calls other services in the name of its users, and lets nobody in by itself. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(NodeApplication.class)
class IdentityApplication {

  @Bean
  @Order(1)
  SecurityFilterChain closed(HttpSecurity http) {
    return http.securityMatcher("/.well-known/**", "/keys/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
        .build();
  }

  @RestController
  static class Pages {

    private final IdentityTokens tokens;
    private final RestClient billing;

    Pages(IdentityTokens tokens) {
      this.tokens = tokens;
      this.billing =
          RestClient.builder()
              .requestInterceptor(new IdentityInterceptor(tokens, "billing"))
              .build();
    }

    @GetMapping("/token")
    String token(@RequestParam String audience) {
      return tokens.issue(audience);
    }

    @GetMapping("/call")
    String call(@RequestParam String url) {
      return String.valueOf(billing.get().uri(url).retrieve().body(String.class));
    }

    @ExceptionHandler({IllegalStateException.class, IllegalArgumentException.class})
    ResponseEntity<String> refused(RuntimeException e) {
      return ResponseEntity.status(HttpStatus.CONFLICT).body(e.getMessage());
    }
  }
}
