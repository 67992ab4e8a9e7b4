package io.cloakroom.autoconfigure;

import io.cloakroom.SessionTimeoutPolicy;
import io.cloakroom.SessionTimeoutPolicy.Timeouts;
import io.cloakroom.security.SessionRememberMeServices;
import io.cloakroom.web.SessionFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An application whose users may stay signed in for different times. */
@SpringBootConfiguration
@EnableAutoConfiguration
class TimeoutApplication {

  /** Keys of sessions whose end the listeners of any node were told of. */
  static final ConcurrentLinkedQueue<String> DESTROYED = new ConcurrentLinkedQueue<>();

  @Bean
  SecurityFilterChain security(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .formLogin(Customizer.withDefaults())
        .rememberMe(
            remember ->
                remember.rememberMeServices(new SessionRememberMeServices(Duration.ofDays(30))))
        .build();
  }

  @Bean
  UserDetailsService users() {
    InMemoryUserDetailsManager users =
        new InMemoryUserDetailsManager(
            User.withUsername("alice").password("{noop}pw").roles("USER").build(),
            User.withUsername("boss").password("{noop}pw").roles("ADMIN").build(),
            User.withUsername("brief").password("{noop}pw").roles("BRIEF").build());
    return name -> users.loadUserByUsername(name);
  }

  @Bean
  SessionTimeoutPolicy timeouts() {
    return (principal, authorities) -> {
      if (authorities.contains("ROLE_ADMIN")) {
        return new Timeouts(Duration.ofMinutes(15), Duration.ofHours(1));
      }
      return authorities.contains("ROLE_BRIEF")
          ? new Timeouts(null, Duration.ofMillis(1500))
          : null;
    };
  }

  @Bean
  HttpSessionListener listener() {
    return new HttpSessionListener() {
      @Override
      public void sessionDestroyed(HttpSessionEvent event) {
        DESTROYED.add(event.getSession().getId());
      }
    };
  }

  @RestController
  static class Pages {

    @GetMapping("/csrf")
    String csrf(CsrfToken token) {
      return token.getToken();
    }

    @GetMapping({"/read", "/poll/read"})
    String read(HttpServletRequest request) {
      HttpSession session = request.getSession(false);
      return session == null ? "none" : String.valueOf(session.getAttribute("v"));
    }

    @GetMapping({"/write", "/poll/write"})
    String write(@RequestParam String v, HttpSession session) {
      session.setAttribute("v", v);
      return session.getId();
    }

    @GetMapping("/fill")
    String fill(
        @RequestParam String name,
        @RequestParam int kilobytes,
        @RequestParam(defaultValue = "1") int times,
        HttpSession session) {
      for (int i = 0; i < times; i++) {
        session.setAttribute(times == 1 ? name : name + i, "x".repeat(kilobytes * 1024));
      }
      return "filled";
    }

    @GetMapping("/quiet")
    String quiet(HttpServletRequest request) {
      Object value = request.getSession().getAttribute("v");
      request.setAttribute(SessionFilter.TOUCH_EXCLUDED_ATTRIBUTE, true);
      return String.valueOf(value);
    }

    @GetMapping("/idle")
    String idle(@RequestParam int seconds, HttpSession session) {
      session.setMaxInactiveInterval(seconds);
      return session.getId();
    }

    @GetMapping("/rotate")
    String rotate(HttpServletRequest request) {
      return request.changeSessionId();
    }

    @GetMapping("/ask")
    String ask(HttpSession session) {
      return session.getId() + " " + session.isNew();
    }

    /** As many applications do. */
    @ExceptionHandler(Exception.class)
    ResponseEntity<String> anything(Exception e) {
      return ResponseEntity.status(HttpStatus.INTERNAL_SERVER_ERROR).body("caught " + e);
    }
  }
}
