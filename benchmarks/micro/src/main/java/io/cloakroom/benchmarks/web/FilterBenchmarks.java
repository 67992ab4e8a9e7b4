package io.cloakroom.benchmarks.web;

import io.cloakroom.SessionId;
import io.cloakroom.benchmarks.codec.Payload;
import io.cloakroom.benchmarks.codec.SampleSession;
import io.cloakroom.lifecycle.SessionLimits;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.lifecycle.StoredSessionManager;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.web.CookieSessionIdResolver;
import io.cloakroom.web.SessionCookie;
import io.cloakroom.web.SessionFilter;
import io.cloakroom.web.SessionListeners;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A whole request through the filter, by what it does with its session of {@link Payload#BEANS}.
 */
@State(Scope.Benchmark)
public class FilterBenchmarks {

  private static final String COOKIE = "SESSION";

  private SessionFilter filter;
  private Cookie[] cookies;

  @Setup
  public void prepare() {
    SessionId id = SessionId.random();
    OneSession store = new OneSession(SampleSession.record(id.key(), Payload.BEANS));
    TouchPolicy touches = new TouchPolicy(Duration.ofMinutes(1), Duration.ofSeconds(1));
    StoredSessionManager manager =
        new StoredSessionManager(
            store,
            SampleSession.factory(),
            new SessionLimits(64, 64 << 10, 64 << 10),
            touches,
            new TouchBuffer(store, Duration.ofDays(1), 1000, SessionMeters.NONE),
            event -> {},
            SessionMeters.NONE);
    filter =
        new SessionFilter(
            manager,
            new CookieSessionIdResolver(SessionCookie.named(COOKIE)),
            SessionListeners.of(List.of()),
            Duration.ofSeconds(1));
    cookies = new Cookie[] {new Cookie("theme", "dark"), new Cookie(COOKIE, id.value())};
  }

  @Benchmark
  public void noSession(Blackhole sink) throws IOException, ServletException {
    request((request, response) -> sink.consume(request));
  }

  @Benchmark
  public void readOneImmutable(Blackhole sink) throws IOException, ServletException {
    request((request, response) -> sink.consume(read(session(request), "lastPage")));
  }

  @Benchmark
  public void readTwoMutable(Blackhole sink) throws IOException, ServletException {
    request(
        (request, response) -> {
          sink.consume(read(session(request), "user"));
          sink.consume(read(session(request), "cart"));
        });
  }

  @Benchmark
  public void writeOne() throws IOException, ServletException {
    request((request, response) -> session(request).setAttribute("lastPage", "/articles/2"));
  }

  private void request(FilterChain application) throws IOException, ServletException {
    filter.doFilter(new BareRequest(cookies), new BareResponse(), application);
  }

  private static HttpSession session(Object request) {
    return Objects.requireNonNull(((HttpServletRequest) request).getSession(false), "No session");
  }

  private static Object read(HttpSession session, String name) {
    return Objects.requireNonNull(session.getAttribute(name), name);
  }
}
