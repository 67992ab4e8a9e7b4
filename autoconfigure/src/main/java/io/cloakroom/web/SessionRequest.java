package io.cloakroom.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Gives the application Cloakroom's session in place of the container's. */
final class SessionRequest extends HttpServletRequestWrapper {

  private final RequestSession session;
  private final SessionResponse response;

  SessionRequest(HttpServletRequest request, RequestSession session, SessionResponse response) {
    super(request);
    this.session = session;
    this.response = response;
  }

  /** Finds this wrapper below those of the application; null if the request is not wrapped yet. */
  static @Nullable SessionRequest in(ServletRequest request) {
    ServletRequest current = request;
    while (current instanceof ServletRequestWrapper wrapper) {
      if (wrapper instanceof SessionRequest found) {
        return found;
      }
      current = wrapper.getRequest();
    }
    return null;
  }

  RequestSession session() {
    return session;
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    return create ? session.findOrCreate(response) : session.find();
  }

  @Override
  public HttpSession getSession() {
    return session.findOrCreate(response);
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    super.setAttribute(name, value);
    if (SessionFilter.TOUCH_EXCLUDED_ATTRIBUTE.equals(name)) {
      session.countUse();
    }
  }

  @Override
  public void removeAttribute(String name) {
    super.removeAttribute(name);
    if (SessionFilter.TOUCH_EXCLUDED_ATTRIBUTE.equals(name)) {
      session.countUse();
    }
  }

  /** Gives the session another id at once, and returns its new key. */
  @Override
  public String changeSessionId() {
    return session.changeId(response);
  }

  /** Returns the key of the first well-formed ticket, whether there is such a session or not. */
  @Override
  public @Nullable String getRequestedSessionId() {
    return session.requestedId();
  }

  /** Returns whether the session that was asked for lives, under the id that was asked for. */
  @Override
  public boolean isRequestedSessionIdValid() {
    return session.isRequestedIdValid();
  }

  @Override
  public boolean isRequestedSessionIdFromCookie() {
    return session.isRequestedIdFromCookie();
  }

  /** Returns false: a ticket in an address would be logged, shared and bookmarked. */
  @Override
  public boolean isRequestedSessionIdFromURL() {
    return false;
  }

  /** Starts with the wrappers, where the container would take what it knows: the bare request. */
  @Override
  public AsyncContext startAsync() {
    return startAsync(this, response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    AsyncContext async = super.startAsync(request, response);
    async.addListener(new SaveOnComplete(this.response));
    return async;
  }

  @Override
  public @Nullable RequestDispatcher getRequestDispatcher(String path) {
    RequestDispatcher dispatcher = super.getRequestDispatcher(path);
    return dispatcher == null ? null : new SaveBeforeInclude(dispatcher, response);
  }
}
