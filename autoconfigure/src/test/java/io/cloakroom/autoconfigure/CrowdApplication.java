package io.cloakroom.autoconfigure;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application that limits sessions as Spring Security's manual shows it, in another way below
 * each path, and does nothing else for it.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
class CrowdApplication {

  /** Holds the sign-ins of a user until so many have their password checked. */
  static final Map<String, CyclicBarrier> CROWDS = new ConcurrentHashMap<>();

  @Bean
  @Order(1)
  SecurityFilterChain three(HttpSecurity http) {
    return chain(http, "three", sessions -> sessions.maximumSessions(3));
  }

  @Bean
  @Order(2)
  SecurityFilterChain one(HttpSecurity http) {
    return chain(http, "one", sessions -> sessions.maximumSessions(1));
  }

  @Bean
  @Order(3)
  SecurityFilterChain migrated(HttpSecurity http) {
    return chain(
        http,
        "migrated",
        sessions -> sessions.sessionFixation().migrateSession().maximumSessions(1));
  }

  @Bean
  @Order(4)
  SecurityFilterChain refusing(HttpSecurity http) {
    return chain(
        http, "refusing", sessions -> sessions.maximumSessions(3).maxSessionsPreventsLogin(true));
  }

  @Bean
  @Order(5)
  SecurityFilterChain refusingNew(HttpSecurity http) {
    return chain(
        http,
        "refusing-new",
        sessions ->
            sessions
                .sessionFixation()
                .newSession()
                .maximumSessions(1)
                .maxSessionsPreventsLogin(true));
  }

  @Bean
  @Order(6)
  SecurityFilterChain byUser(HttpSecurity http) {
    return chain(
        http,
        "by-user",
        sessions ->
            sessions.sessionConcurrency(
                concurrency ->
                    concurrency.maximumSessions(
                        authentication -> authentication.getName().startsWith("admin") ? -1 : 1)));
  }

  @Bean
  @Order(7)
  SecurityFilterChain unlimited(HttpSecurity http) {
    return chain(http, "unlimited", sessions -> {});
  }

  @Bean
  @Order(8)
  SecurityFilterChain open(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
  }

  private static SecurityFilterChain chain(
      HttpSecurity http,
      String path,
      Customizer<SessionManagementConfigurer<HttpSecurity>> sessions) {
    return http.securityMatcher("/" + path + "/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .csrf(csrf -> csrf.disable())
        .formLogin(
            form ->
                form.loginPage("/" + path + "/sign-in")
                    .loginProcessingUrl("/" + path + "/login")
                    .failureUrl("/" + path + "/refused")
                    .successHandler(
                        (request, response, who) -> {
                          if (request.getParameter("fails") != null) {
                            throw new IllegalStateException("as it should");
                          }
                          response.sendRedirect("/" + path + "/me");
                        }))
        .logout(logout -> logout.logoutUrl("/" + path + "/logout"))
        .sessionManagement(sessions)
        .build();
  }

  /** Knows everybody. */
  @Bean
  UserDetailsService users() {
    return name -> {
      CyclicBarrier crowd = CROWDS.get(name);
      if (crowd != null) {
        await(crowd);
      }
      return User.withUsername(name).password("{noop}pw").roles("USER").build();
    };
  }

  private static void await(CyclicBarrier crowd) {
    try {
      crowd.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @RestController
  static class Pages {

    @GetMapping("/{path}/me")
    String me(Principal who) {
      return who.getName();
    }

    @GetMapping("/open/write")
    String write(@RequestParam String v, HttpSession session) {
      session.setAttribute("v", v);
      return session.getId();
    }

    @GetMapping("/open/rotate")
    String rotate(HttpServletRequest request) {
      return request.changeSessionId();
    }

    @GetMapping("/open/read")
    String read(HttpServletRequest request) {
      HttpSession session = request.getSession(false);
      return String.valueOf(session == null ? null : session.getAttribute("v"));
    }

    @GetMapping("/{path}/slow")
    String slow(
        @PathVariable String path,
        @RequestParam String gate,
        @RequestParam @Nullable String v,
        HttpSession session) {
      Gates.of(gate).pass();
      session.setAttribute("v", v);
      return path;
    }
  }
}
