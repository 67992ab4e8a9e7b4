package io.cloakroom.benchmarks.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the filter asks of a request, at the least cost. Whatever else is asked fails. */
final class BareRequest extends HttpServletRequestWrapper {

  private static final HttpServletRequest NOTHING = Nothing.of(HttpServletRequest.class);
  private static final ServletContext CONTEXT = Nothing.of(ServletContext.class);

  private final Map<String, Object> attributes = new HashMap<>();
  private final Cookie[] cookies;

  BareRequest(Cookie... cookies) {
    super(NOTHING);
    this.cookies = cookies;
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public Cookie[] getCookies() {
    return cookies;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public ServletContext getServletContext() {
    return CONTEXT;
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }
}
