package io.cloakroom.web;

import io.cloakroom.lifecycle.SessionManager;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Gives the application sessions that outlive the server. To be mapped before all filters that use
 * a session, for REQUEST, ASYNC and ERROR, and for FORWARD, since the container closes the response
 * at the end of a forward.
 *
 * <p>A session is loaded when the application asks for it, at most once a request. It is saved
 * before the response is committed, before an include, and again at the end of each dispatch or of
 * asynchronous processing, each time only what changed since. The client is sent a ticket only if
 * it has another one; nothing, if its session has meanwhile ended elsewhere; and its ticket is
 * taken away after {@code invalidate()}, or if it is worth nothing and the manager {@linkplain
 * SessionManager#takesBack says so}.
 *
 * <p>{@code getId()}, {@code changeSessionId()} and {@code getRequestedSessionId()} return the
 * session's {@linkplain io.cloakroom.SessionKey key}, so that nobody who logs or stores them leaks
 * the secret that the client holds.
 *
 * <p>If the store is unavailable, requests that need their session are answered with 503 and {@code
 * Retry-After}, whatever the application made of the {@link
 * io.cloakroom.SessionStoreUnavailableException}, unless their response is committed already. The
 * client keeps its ticket. The error page has no session then. Other requests are served. In the
 * same way, a client that creates too many sessions is answered with 429, see {@link
 * TooManyCreationsException}.
 */
public final class SessionFilter implements Filter {

  /**
   * Request attribute by which an application says that a request does not keep its session from
   * ending by being idle, for example one that polls: {@code Boolean.TRUE}. {@code Boolean.FALSE}
   * says that it does, whatever its path.
   *
   * <p>It may be set at any time before the response is committed, but takes full effect only
   * within three quarters of a second after the request first asked for its session, since the use
   * is reported to the store then, whether the request is over or not. What such a request changes
   * in the session is saved, on each store, without moving the time at which the session ends by
   * being idle: neither its last access nor its expiry is written. A session that the request
   * creates begins as any other, and a change of the session's id is always a use.
   */
  public static final String TOUCH_EXCLUDED_ATTRIBUTE = "io.cloakroom.touch.excluded";

  /**
   * Name of a request attribute: a {@link java.time.Duration} for which the client keeps the cookie
   * of its session, in place of {@code server.servlet.session.cookie.max-age}. It must be set
   * before the response is committed; the cookie is then sent, also if the client has its value
   * already. It is for this response alone: one that later sends another ticket, since the
   * session's id changed, sets it again. Tickets in a header have no such time.
   */
  public static final String COOKIE_MAX_AGE_ATTRIBUTE = "io.cloakroom.cookie.max-age";

  static final String ATTRIBUTE = SessionFilter.class.getName() + ".session";

  private static final Logger log = LoggerFactory.getLogger(SessionFilter.class);

  private final OutageLog outages = new OutageLog(System::nanoTime);
  private final SessionManager manager;
  private final SessionIdResolver resolver;
  private final SessionNotifier notifier;
  private final Duration retryAfter;
  private final SessionRules rules;

  /** Makes a filter for which each request is a use, and each session is stored. */
  public SessionFilter(
      SessionManager manager,
      SessionIdResolver resolver,
      SessionListeners listeners,
      Duration retryAfter) {
    this(manager, resolver, listeners, retryAfter, SessionRules.NONE);
  }

  /**
   * Makes a filter.
   *
   * @param manager gives sessions for tickets
   * @param resolver says how tickets travel
   * @param listeners of the application
   * @param retryAfter when clients are told to come back if the store is unavailable; sent in whole
   *     seconds
   * @param rules what to make of requests
   */
  public SessionFilter(
      SessionManager manager,
      SessionIdResolver resolver,
      SessionListeners listeners,
      Duration retryAfter,
      SessionRules rules) {
    this.manager = manager;
    this.resolver = resolver;
    this.notifier = new SessionNotifier(listeners);
    this.retryAfter = retryAfter;
    this.rules = rules;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse httpResponse)) {
      chain.doFilter(request, response);
      return;
    }
    SessionRequest outerRequest = SessionRequest.in(request);
    RequestSession session = outerRequest == null ? session(http) : outerRequest.session();
    SessionResponse outerResponse = SessionResponse.in(response);
    SessionResponse saving =
        outerResponse == null ? new SessionResponse(httpResponse, session) : outerResponse;
    ServletRequest wrapped =
        outerRequest == null ? new SessionRequest(http, session, saving) : request;
    ServletResponse wrappedResponse = outerResponse == null ? saving : response;
    DispatcherType dispatch = request.getDispatcherType();
    if (dispatch == DispatcherType.ERROR) {
      session.enterErrorDispatch();
    }
    if (outerRequest == null
        || dispatch == DispatcherType.ERROR
        || dispatch == DispatcherType.ASYNC) {
      try {
        dispatch(wrapped, wrappedResponse, saving, session, chain);
      } finally {
        if (!request.isAsyncStarted()) {
          session.over();
        }
      }
    } else {
      chain.doFilter(wrapped, wrappedResponse);
      if (dispatch == DispatcherType.FORWARD && !request.isAsyncStarted()) {
        saving.prepareCommit();
      }
    }
  }

  private RequestSession session(HttpServletRequest request) {
    // The container hands its bare request to the error page, but keeps the attributes.
    if (request.getAttribute(ATTRIBUTE) instanceof RequestSession known) {
      return known;
    }
    RequestSession session =
        new RequestSession(
            request,
            new FailFastSessionManager(manager, outages),
            resolver,
            notifier,
            rules,
            retryAfter);
    request.setAttribute(ATTRIBUTE, session);
    return session;
  }

  private static void dispatch(
      ServletRequest request,
      ServletResponse response,
      SessionResponse saving,
      RequestSession session,
      FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (Throwable failure) {
      session.failed(failure);
      if (!finishAfter(failure, saving)) {
        throw failure;
      }
      Refusal refusal = session.refusal();
      if (refusal != null && !isCause(refusal.reason(), failure)) {
        // Whoever is refused for being too many must not fill the log too.
        log.atLevel(session.outage() == null ? Level.DEBUG : Level.WARN)
            .setCause(failure)
            .log("Answered {}, since there was no session; also failed:", refusal.status());
      }
      return;
    }
    if (!request.isAsyncStarted()) {
      saving.finish();
    }
  }

  private static boolean finishAfter(Throwable failure, SessionResponse saving) {
    try {
      return saving.finishFailed();
    } catch (IOException | RuntimeException e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
      return false;
    }
  }

  private static boolean isCause(@Nullable Throwable cause, Throwable failure) {
    Throwable current = failure;
    while (current != null && current != cause) {
      current = current.getCause();
    }
    return current != null;
  }
}
