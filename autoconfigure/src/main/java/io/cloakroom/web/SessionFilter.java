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

/**
 * Gives the application sessions that outlive the server. To be mapped before all filters that use
 * a session, for REQUEST, ASYNC and ERROR, and for FORWARD, since the container closes the response
 * at the end of a forward.
 *
 * <p>A session is loaded when the application asks for it, at most once a request. It is saved
 * before the response is committed, before an include, and again at the end of each dispatch or of
 * asynchronous processing, each time only what changed since. The client is sent a ticket only if
 * it has another one; nothing, if its session has meanwhile ended elsewhere; and its ticket is
 * taken away after {@code invalidate()}.
 *
 * <p>{@code getId()}, {@code changeSessionId()} and {@code getRequestedSessionId()} return the
 * session's {@linkplain io.cloakroom.SessionKey key}, so that nobody who logs or stores them leaks
 * the secret that the client holds.
 *
 * <p>If the store is unavailable, requests that need their session are answered with 503 and {@code
 * Retry-After}, whatever the application made of the {@link
 * io.cloakroom.SessionStoreUnavailableException}, unless their response is committed already. The
 * client keeps its ticket. The error page has no session then. Other requests are served.
 */
public final class SessionFilter implements Filter {

  private static final Logger log = LoggerFactory.getLogger(SessionFilter.class);
  private static final String ATTRIBUTE = SessionFilter.class.getName() + ".session";

  private final SessionManager manager;
  private final SessionIdResolver resolver;
  private final SessionNotifier notifier;
  private final Duration retryAfter;

  /**
   * Makes a filter.
   *
   * @param manager gives sessions for tickets
   * @param resolver says how tickets travel
   * @param listeners of the application
   * @param retryAfter when clients are told to come back if the store is unavailable; sent in whole
   *     seconds
   */
  public SessionFilter(
      SessionManager manager,
      SessionIdResolver resolver,
      SessionListeners listeners,
      Duration retryAfter) {
    this.manager = manager;
    this.resolver = resolver;
    this.notifier = new SessionNotifier(listeners);
    this.retryAfter = retryAfter;
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
        outerResponse == null
            ? new SessionResponse(httpResponse, session, retryAfter)
            : outerResponse;
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
      dispatch(wrapped, wrappedResponse, saving, session, chain);
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
    RequestSession session = new RequestSession(request, manager, resolver, notifier);
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
      if (!finishAfter(failure, saving)) {
        throw failure;
      }
      if (!isCause(session.outage(), failure)) {
        log.warn("Answered 503, since the session store is unavailable; also failed:", failure);
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
