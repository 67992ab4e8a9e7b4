package io.cloakroom.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.lifecycle.PrincipalLock;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.security.OneAtATimeSessionControl;
import io.cloakroom.security.StoredSessionRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.ConcurrentSessionControlAuthenticationStrategy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An application that lets some users, by their names, have two sessions and no more. */
@SpringBootConfiguration
@EnableAutoConfiguration
class UsersApplication {

  static final String PASSWORD = "open sesame";

  /** Users with such a name may have two sessions; others, any number. */
  static final String LIMITED = "two-";

  /** What listeners of any node were told of: key, and an attribute. */
  static final ConcurrentLinkedQueue<String> DESTROYED = new ConcurrentLinkedQueue<>();

  @Bean
  @Order(1)
  SecurityFilterChain strict(HttpSecurity http) {
    return http.securityMatcher("/strict/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .csrf(csrf -> csrf.disable())
        .formLogin(form -> form.loginProcessingUrl("/strict/login").defaultSuccessUrl("/me"))
        .sessionManagement(
            sessions ->
                sessions.sessionConcurrency(
                    concurrency -> concurrency.maximumSessions(2).maxSessionsPreventsLogin(true)))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain lenient(HttpSecurity http) {
    return http.authorizeHttpRequests(
            requests -> requests.requestMatchers("/me").authenticated().anyRequest().permitAll())
        .csrf(csrf -> csrf.disable())
        .formLogin(form -> form.defaultSuccessUrl("/me"))
        .httpBasic(basic -> {})
        .sessionManagement(
            sessions ->
                sessions.sessionConcurrency(
                    concurrency ->
                        concurrency.maximumSessions(
                            who -> who.getName().startsWith(LIMITED) ? 2 : -1)))
        .build();
  }

  @Bean
  UserDetailsService users() {
    return name -> User.withUsername(name).password("{noop}" + PASSWORD).roles("USER").build();
  }

  @Bean
  HttpSessionListener listener() {
    return new HttpSessionListener() {
      @Override
      public void sessionDestroyed(HttpSessionEvent event) {
        HttpSession session = event.getSession();
        DESTROYED.add(session.getId() + " " + session.getAttribute("v"));
      }
    };
  }

  @Bean
  @SessionDataSource
  @ConditionalOnBooleanProperty("test.count-statements")
  CountingDataSource sessionDataSource(Environment environment) {
    return new CountingDataSource(
        DataSourceBuilder.create()
            .type(HikariDataSource.class)
            .url(environment.getRequiredProperty("spring.datasource.url"))
            .username(environment.getProperty("spring.datasource.username"))
            .password(environment.getProperty("spring.datasource.password"))
            .build());
  }

  @RestController
  static class Pages {

    private final StoredSessionRegistry registry;
    private final PrincipalResolver principals;
    private final SessionRepository repository;

    Pages(
        StoredSessionRegistry registry,
        PrincipalResolver principals,
        SessionRepository repository) {
      this.registry = registry;
      this.principals = principals;
      this.repository = repository;
    }

    /** Signs somebody in who may have one session, and waits until his turn is long over. */
    @GetMapping("/late")
    String late(
        @RequestParam String user,
        @RequestParam boolean prevent,
        @RequestParam String gate,
        HttpServletRequest request,
        HttpServletResponse response) {
      ConcurrentSessionControlAuthenticationStrategy control =
          new ConcurrentSessionControlAuthenticationStrategy(registry);
      control.setMaximumSessions(1);
      control.setExceptionIfMaximumExceeded(prevent);
      Authentication who = UsernamePasswordAuthenticationToken.authenticated(user, null, List.of());
      PrincipalLock lock =
          new PrincipalLock(
              repository.principalIndex().orElseThrow(),
              Duration.ofMillis(1),
              Duration.ofSeconds(5));
      new OneAtATimeSessionControl(control, registry, principals, lock)
          .onAuthentication(who, request, response);
      Gates.of(gate).pass();
      request.getSession().setAttribute("SPRING_SECURITY_CONTEXT", new SecurityContextImpl(who));
      return request.getSession().getId();
    }

    @GetMapping("/me")
    String me(HttpServletRequest request) {
      return request.getUserPrincipal().getName() + " " + request.getSession().getId();
    }

    @GetMapping("/write")
    String write(@RequestParam String name, @RequestParam String v, HttpSession session) {
      session.setAttribute(name, v);
      return session.getId();
    }

    @GetMapping("/names")
    String names(@RequestParam String of, HttpSession session) {
      return Collections.list(session.getAttributeNames()) + " " + session.getAttribute(of);
    }

    @GetMapping("/rotate")
    String rotate(HttpServletRequest request) {
      return request.changeSessionId();
    }

    /** Reads its session, waits for the test, and ends it. */
    @GetMapping("/end")
    String end(@RequestParam String gate, HttpSession session) {
      @Nullable Object read = session.getAttribute("v");
      Gates.of(gate).pass();
      session.invalidate();
      return String.valueOf(read);
    }

    /** Reads its session, waits for the test, and writes. */
    @GetMapping("/slow")
    String slow(@RequestParam String gate, HttpSession session) {
      @Nullable Object read = session.getAttribute("v");
      Gates.of(gate).pass();
      session.setAttribute("v", "late");
      return String.valueOf(read);
    }
  }
}
