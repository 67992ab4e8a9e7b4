package io.cloakroom.web;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeProblems;
import io.cloakroom.PrincipalResolver;
import io.cloakroom.Session;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionTimeouts;
import io.cloakroom.codec.ClassAllowList;
import io.cloakroom.codec.JdkAttributeCodec;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.lifecycle.SessionLimits;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.lifecycle.SessionMeters;
import io.cloakroom.lifecycle.StoredSessionManager;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.memory.MemorySessionRepository;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

/** A Tomcat with the filter before a servlet whose paths are lambdas. */
final class SessionServer implements AutoCloseable {

  static final String COOKIE = "SESSION";

  /** What a servlet does. */
  @FunctionalInterface
  interface Handler {
    void handle(HttpServletRequest request, HttpServletResponse response) throws Exception;
  }

  /**
   * What came back.
   *
   * @param cookies values of all Set-Cookie headers
   */
  record Reply(int status, String body, List<String> cookies, HttpHeaders headers) {

    List<String> header(String name) {
      return headers.allValues(name);
    }

    /** Returns the ticket of the only session cookie; null if there is none. */
    @Nullable String ticket() {
      List<String> own =
          cookies.stream().filter(cookie -> cookie.startsWith(COOKIE + "=")).toList();
      if (own.size() > 1) {
        throw new AssertionError("Several session cookies: " + own);
      }
      return own.isEmpty()
          ? null
          : own.get(0).substring(COOKIE.length() + 1, own.get(0).indexOf(';'));
    }

    String requiredTicket() {
      return Objects.requireNonNull(ticket());
    }
  }

  final RecordingRepository store;
  final SessionManager manager;
  final List<SessionEvent> events = new CopyOnWriteArrayList<>();
  final List<String> unreadable = new CopyOnWriteArrayList<>();
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final Tomcat tomcat = new Tomcat();
  private final HttpClient client = HttpClient.newHttpClient();
  private final SessionFactory sessions;
  private volatile @Nullable AssertionError failure;

  SessionServer() {
    this(new CookieSessionIdResolver(SessionCookie.named(COOKIE)), List.of());
  }

  SessionServer(SessionRules rules, EventListener... listeners) {
    this(new CookieSessionIdResolver(SessionCookie.named(COOKIE)), List.of(listeners), rules);
  }

  SessionServer(SessionIdResolver resolver, List<? extends EventListener> listeners) {
    this(resolver, listeners, SessionRules.NONE);
  }

  private SessionServer(
      SessionIdResolver resolver, List<? extends EventListener> listeners, SessionRules rules) {
    TouchPolicy touches = new TouchPolicy(Duration.ofMinutes(1), Duration.ofSeconds(1));
    store = new RecordingRepository(new MemorySessionRepository(touches));
    ClassLoader loader = SessionServer.class.getClassLoader();
    sessions =
        new SessionFactory(
            new JdkAttributeCodec(new ClassAllowList(List.of("io.cloakroom.web")), loader),
            new Anonymous(),
            new SessionTimeouts(Duration.ofMinutes(30), null),
            new Problems(),
            true);
    manager =
        new StoredSessionManager(
            store,
            sessions,
            new SessionLimits(64, 64 * 1024, 64 * 1024),
            touches,
            new TouchBuffer(store, Duration.ofDays(1), 100, SessionMeters.NONE),
            events::add,
            SessionMeters.NONE);
    start(
        new SessionFilter(
            manager, resolver, SessionListeners.of(listeners), Duration.ofSeconds(3), rules));
  }

  /** Takes all requests for secure ones, as behind a proxy that ends TLS. */
  SessionServer overHttps() {
    tomcat.getConnector().setSecure(true);
    tomcat.getConnector().setScheme("https");
    return this;
  }

  SessionServer on(String path, Handler handler) {
    handlers.put(path, handler);
    return this;
  }

  Reply get(String path, @Nullable String... tickets) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
    for (String ticket : tickets) {
      if (ticket != null) {
        request.header("Cookie", COOKIE + "=" + ticket);
      }
    }
    return send(request);
  }

  /** Sends one Cookie header, which may be anything that a header may be. */
  Reply getWithCookies(String path, String cookies) {
    return send(HttpRequest.newBuilder(URI.create(url(path))).header("Cookie", cookies));
  }

  Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      AssertionError failed = failure;
      if (failed != null) {
        throw failed;
      }
      return new Reply(
          response.statusCode(),
          response.body(),
          response.headers().allValues("Set-Cookie"),
          response.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends header lines exactly as they are, and returns the whole answer. */
  String raw(String path, byte[] headerLines) {
    try (Socket socket = new Socket("localhost", tomcat.getConnector().getLocalPort())) {
      String start = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
      socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(headerLines);
      socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url(String path) {
    return "http://localhost:" + tomcat.getConnector().getLocalPort() + path;
  }

  /** Stores a session with attributes, as another node would, and returns its ticket. */
  String stored(Map<String, Object> attributes) {
    Session session = manager.create();
    attributes.forEach(session::setAttribute);
    String ticket = Objects.requireNonNull(manager.save(session));
    store.calls();
    return ticket;
  }

  /** Reads a session as another node would. */
  @Nullable Session load(String ticket) {
    Session session = manager.find(ticket);
    store.calls();
    return session;
  }

  /** Ends a session as another node would. */
  void end(String ticket) {
    manager.end(Objects.requireNonNull(manager.find(ticket)));
    store.calls();
  }

  static String keyOf(String ticket) {
    return Objects.requireNonNull(SessionId.parse(ticket)).key().value();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  private void start(Filter filter) {
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir") + "/cloakroom-tomcat");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("maxHttpHeaderSize", "1000000");
    tomcat.getConnector().setProperty("bindOnInit", "false");
    StandardContext context = (StandardContext) tomcat.addContext("", null);
    context.setClearReferencesThreadLocals(false);
    context.setClearReferencesRmiTargets(false);
    context.setCookies(false);
    FilterDef definition = new FilterDef();
    definition.setFilterName("sessions");
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName("sessions");
    mapping.addURLPattern("/*");
    for (DispatcherType type :
        EnumSet.of(
            DispatcherType.REQUEST,
            DispatcherType.ASYNC,
            DispatcherType.ERROR,
            DispatcherType.FORWARD)) {
      mapping.setDispatcher(type.name());
    }
    context.addFilterMap(mapping);
    ErrorReportValve reports = new ErrorReportValve(); // As Spring Boot sets it up.
    reports.setShowReport(false);
    tomcat.getHost().getPipeline().addValve(reports);
    ErrorPage errors = new ErrorPage();
    errors.setLocation("/error");
    context.addErrorPage(errors);
    Tomcat.addServlet(context, "application", new Application()).setAsyncSupported(true);
    context.addServletMappingDecoded("/", "application");
    handlers.put(
        "/error",
        (request, response) ->
            response
                .getWriter()
                .print("error " + request.getAttribute("jakarta.servlet.error.status_code")));
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Application extends HttpServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Object included = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
      String path = included == null ? request.getServletPath() : included.toString();
      Handler handler = Objects.requireNonNull(handlers.get(path), path);
      try {
        handler.handle(request, response);
      } catch (AssertionError e) {
        failure = e;
        throw e;
      } catch (RuntimeException | IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final class Problems implements AttributeProblems {

    @Override
    public void unreadable(SessionKey session, String attribute, AttributeDecodingException e) {
      unreadable.add(attribute);
    }

    @Override
    public void notSaved(SessionKey session, String attribute, RuntimeException reason) {
      throw new AssertionError(reason);
    }
  }

  private static final class Anonymous implements PrincipalResolver {

    @Override
    public String attribute() {
      return "principal";
    }

    @Override
    public @Nullable String resolve(@Nullable Object value) {
      return null;
    }
  }
}
