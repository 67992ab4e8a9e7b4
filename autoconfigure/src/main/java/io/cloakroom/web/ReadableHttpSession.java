package io.cloakroom.web;

import io.cloakroom.Session;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** What can be read of a session through the servlet API. */
abstract class ReadableHttpSession implements HttpSession {

  final Session session;
  private final ServletContext context;

  ReadableHttpSession(Session session, ServletContext context) {
    this.session = session;
    this.context = context;
  }

  /**
   * Checks that the session has not been invalidated.
   *
   * @throws IllegalStateException if it has
   */
  abstract void requireValid();

  @Override
  public long getCreationTime() {
    requireValid();
    return session.createdAt().toEpochMilli();
  }

  /** Returns the session's key, which names it to people and programs, but opens nothing. */
  @Override
  public String getId() {
    return session.key().value();
  }

  /** Returns the last use before this request. */
  @Override
  public long getLastAccessedTime() {
    requireValid();
    return session.accessedAt().toEpochMilli();
  }

  @Override
  public ServletContext getServletContext() {
    return context;
  }

  /** Returns the idle timeout in seconds, rounded up, since zero would mean never. */
  @Override
  public int getMaxInactiveInterval() {
    Duration idle = session.idle();
    long seconds = idle.getNano() > 0 ? idle.getSeconds() + 1 : idle.getSeconds();
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, seconds));
  }

  @Override
  public @Nullable Object getAttribute(@Nullable String name) {
    requireValid();
    return name == null ? null : session.attribute(name);
  }

  /** Returns all names, those of attributes that this node cannot read included. */
  @Override
  public Enumeration<String> getAttributeNames() {
    requireValid();
    return Collections.enumeration(session.attributeNames());
  }

  @Override
  public String toString() {
    return "HttpSession " + getId();
  }
}
