package io.cloakroom.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.annotation.SessionScope;

/** An application with Spring MVC and Spring Security, that uses its session in every way. */
@SpringBootConfiguration
@EnableAutoConfiguration
class NodeApplication {

  /** Keys of sessions whose end the listeners of any node were told of, with an attribute. */
  static final ConcurrentLinkedQueue<String> DESTROYED = new ConcurrentLinkedQueue<>();

  /** Attributes that were told that they left their session. */
  static final ConcurrentLinkedQueue<String> UNBOUND = new ConcurrentLinkedQueue<>();

  @Bean
  SecurityFilterChain security(HttpSecurity http) {
    return http.authorizeHttpRequests(
            requests -> requests.requestMatchers("/me").authenticated().anyRequest().permitAll())
        .csrf(csrf -> csrf.disable())
        .formLogin(form -> form.defaultSuccessUrl("/me"))
        .build();
  }

  @Bean
  UserDetailsService users() {
    return new InMemoryUserDetailsManager(
        User.withUsername("alice").password("{noop}wonderland").roles("USER").build());
  }

  @Bean
  ServletRegistrationBean<HttpServlet> plainServlet() {
    return new ServletRegistrationBean<>(
        new HttpServlet() {
          @Override
          protected void doGet(HttpServletRequest request, HttpServletResponse response)
              throws IOException {
            response.getWriter().write("plain");
          }
        },
        "/plain");
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

  @Bean
  @SessionScope
  Basket basket() {
    return new Basket();
  }

  /**
   * A bean of each session, which Spring destroys with it. Public, because a node with a class
   * loader of its own subclasses it from another run-time package.
   */
  public static class Basket {

    private final List<String> items = new ArrayList<>();

    public String items() {
      return items.toString();
    }

    public String add(String item) {
      items.add(item);
      return items.toString();
    }

    public void close() {
      UNBOUND.add("basket");
    }
  }

  /** What an attribute knows of leaving its session. */
  record Bound(String name) implements Serializable, HttpSessionBindingListener {

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
      UNBOUND.add(name);
    }
  }

  @RestController
  static class Pages {

    private final Basket basket;

    Pages(Basket basket) {
      this.basket = basket;
    }

    @GetMapping("/basket")
    String basket(@RequestParam(required = false) @Nullable String item) {
      return item == null ? basket.items() : basket.add(item);
    }

    @GetMapping("/read")
    String read(@RequestParam(defaultValue = "v") String name, HttpServletRequest request) {
      HttpSession session = request.getSession(false);
      return String.valueOf(session == null ? null : session.getAttribute(name));
    }

    @GetMapping("/write")
    String write(
        @RequestParam String v,
        @RequestParam(defaultValue = "v") String name,
        HttpSession session) {
      session.setAttribute(name, v);
      return session.getId();
    }

    @GetMapping("/names")
    String names(HttpServletRequest request) {
      HttpSession session = request.getSession(false);
      return session == null
          ? "none"
          : String.join(
              ",",
              java.util.Collections.list(session.getAttributeNames()).stream().sorted().toList());
    }

    @GetMapping("/add")
    @SuppressWarnings("unchecked")
    String add(@RequestParam String item, HttpSession session) {
      List<String> list = (List<String>) session.getAttribute("list");
      if (list == null) {
        list = new ArrayList<>();
        session.setAttribute("list", list);
      }
      list.add(item);
      return list.toString();
    }

    @GetMapping("/bind")
    String bind(@RequestParam String name, HttpSession session) {
      session.setAttribute("bound", new Bound(name));
      return session.getId();
    }

    @GetMapping("/idle")
    String idle(@RequestParam int seconds, HttpSession session) {
      session.setMaxInactiveInterval(seconds);
      return session.getId();
    }

    @GetMapping("/rotate")
    String rotate(HttpServletRequest request) {
      String id = request.changeSessionId();
      request.getSession().setAttribute("rotated", true);
      return id;
    }

    @GetMapping("/end")
    String end(HttpSession session) {
      session.invalidate();
      return "ended";
    }

    /** Reads its session, waits for the test, and perhaps changes the id, or ends it, or writes. */
    @GetMapping("/slow")
    String slow(
        @RequestParam String gate,
        @RequestParam @Nullable String v,
        @RequestParam(defaultValue = "false") boolean rotate,
        @RequestParam(defaultValue = "false") boolean end,
        HttpServletRequest request) {
      Object read = request.getSession().getAttribute("v");
      Gates.of(gate).pass();
      if (rotate) {
        request.changeSessionId();
      }
      if (end) {
        request.getSession().invalidate();
      }
      if (v != null) {
        request.getSession().setAttribute("v", v);
      }
      return String.valueOf(read);
    }

    @GetMapping("/me")
    String me(HttpServletRequest request) {
      return String.valueOf(request.getUserPrincipal().getName());
    }

    /** As many applications do. */
    @ExceptionHandler(Exception.class)
    ResponseEntity<String> anything(Exception e) {
      return ResponseEntity.status(HttpStatus.INTERNAL_SERVER_ERROR).body("caught " + e);
    }
  }
}
