package io.cloakroom.web;

import io.cloakroom.Session;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * A session that has expired, for those who are told of it. What they change is kept nowhere, and
 * nobody is told of that; they are not refused, since the same listeners serve live sessions.
 */
final class ExpiredHttpSession extends ReadableHttpSession {

  ExpiredHttpSession(Session session, ServletContext context) {
    super(session, context);
  }

  @Override
  void requireValid() {}

  @Override
  public void setMaxInactiveInterval(int interval) {}

  @Override
  public void setAttribute(String name, @Nullable Object value) {}

  @Override
  public void removeAttribute(String name) {}

  @Override
  public void invalidate() {}

  @Override
  public boolean isNew() {
    return false;
  }
}
