package io.cloakroom.web;

import io.cloakroom.SessionStoreUnavailableException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the session before the response is committed, while the client can still be told of its
 * ticket, or of a failure.
 *
 * <p>When the request cannot have its session, since the store is unavailable or the client created
 * too many, whatever the application still writes is dropped, since the answer will be 503 or 429;
 * but what the error page writes is let through.
 */
final class SessionResponse extends HttpServletResponseWrapper {

  private static final Logger log = LoggerFactory.getLogger(SessionResponse.class);
  private static final String CONTENT_LENGTH = "Content-Length";

  private final RequestSession session;
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;
  private long written;
  private long length = -1;

  SessionResponse(HttpServletResponse response, RequestSession session) {
    super(response);
    this.session = session;
  }

  /** Finds this wrapper below those of the application; null if the response is not wrapped yet. */
  static @Nullable SessionResponse in(ServletResponse response) {
    ServletResponse current = response;
    while (current instanceof ServletResponseWrapper wrapper) {
      if (wrapper instanceof SessionResponse found) {
        return found;
      }
      current = wrapper.getResponse();
    }
    return null;
  }

  /**
   * Saves the session, unless the response is committed already.
   *
   * @return whether the response may be committed, or what is to be written is to be dropped
   */
  boolean prepareCommit() {
    if (!isCommitted()) {
      trySave(false);
      describe();
    }
    return isOpen();
  }

  /**
   * Notes that the body grows, and saves the session if that may commit the response.
   *
   * @return whether to write, or to drop what is to be written
   */
  boolean prepareWrite(long bytes) {
    written += bytes;
    boolean full = written >= getBufferSize() || (length >= 0 && written >= length);
    return full ? prepareCommit() : isOpen();
  }

  /**
   * Saves the session at the end of a dispatch, and refuses the request if it cannot have its
   * session and it is not too late.
   */
  void finish() throws IOException {
    trySave(true);
    describe();
    Refusal refusal = session.refusal();
    if (refusal != null && !isCommitted() && !session.isInErrorDispatch()) {
      answer(refusal);
      container().sendError(refusal.status());
    }
  }

  /**
   * Does the same at the end of a dispatch that failed.
   *
   * @return whether it was refused, so that the container need not hear of the failure
   */
  boolean finishFailed() throws IOException {
    trySave(true);
    Refusal refusal = session.refusal();
    if (refusal == null || isCommitted()) {
      return false;
    }
    answer(refusal);
    if (!session.isInErrorDispatch()) {
      container().sendError(refusal.status());
    }
    return true;
  }

  /** Saves the session when asynchronous processing is over, too late for any error page. */
  void complete() {
    try {
      trySave(true);
      describe();
      Refusal refusal = session.refusal();
      if (refusal != null && !isCommitted()) {
        answer(refusal);
      }
    } catch (RuntimeException e) {
      log.error("The session of an asynchronous request was not saved", e);
      if (!isCommitted()) {
        container().reset();
        container().setStatus(SC_INTERNAL_SERVER_ERROR);
      }
    } finally {
      session.over();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      stream = new SessionOutputStream(super.getOutputStream(), this);
    }
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      writer = new SessionWriter(super.getWriter(), this);
    }
    return writer;
  }

  @Override
  public void flushBuffer() throws IOException {
    if (prepareCommit()) {
      super.flushBuffer();
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    if (prepareCommit()) {
      super.sendError(status);
    }
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    if (prepareCommit()) {
      super.sendError(status, message);
    }
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    if (prepareCommit()) {
      super.sendRedirect(location);
    }
  }

  @Override
  public void sendRedirect(String location, int status) throws IOException {
    if (prepareCommit()) {
      super.sendRedirect(location, status);
    }
  }

  @Override
  public void sendRedirect(String location, boolean clearBuffer) throws IOException {
    if (prepareCommit()) {
      super.sendRedirect(location, clearBuffer);
    }
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    if (prepareCommit()) {
      super.sendRedirect(location, status, clearBuffer);
    }
  }

  @Override
  public void reset() {
    super.reset();
    session.responseReset();
    stream = null;
    writer = null;
    written = 0;
    length = -1;
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    written = 0;
  }

  @Override
  public void setContentLength(int bytes) {
    super.setContentLength(bytes);
    length = bytes;
  }

  @Override
  public void setContentLengthLong(long bytes) {
    super.setContentLengthLong(bytes);
    length = bytes;
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    super.setHeader(name, value);
    noteLength(name, value);
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    super.addHeader(name, value);
    noteLength(name, value);
  }

  @Override
  public void setIntHeader(String name, int value) {
    super.setIntHeader(name, value);
    noteLength(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    super.addIntHeader(name, value);
    noteLength(name, Integer.toString(value));
  }

  /** Returns the address as it is: no session id ever goes into one. */
  @Override
  public String encodeURL(String url) {
    return url;
  }

  /** Returns the address as it is: no session id ever goes into one. */
  @Override
  public String encodeRedirectURL(String url) {
    return url;
  }

  private boolean isOpen() {
    return session.refusal() == null || session.isInErrorDispatch() || isCommitted();
  }

  private void trySave(boolean last) {
    if (session.refusal() == null) {
      try {
        session.save(container(), last);
      } catch (SessionStoreUnavailableException | TooManyCreationsException remembered) {
        // It shows in refusal() from now on.
      }
    }
    Refusal refusal = session.refusal();
    if (refusal != null && session.isInErrorDispatch() && !isCommitted()) {
      mark(refusal);
    }
  }

  /** By now, those who write headers before the first byte, as Spring Security, have done so. */
  private void describe() {
    if (session.isUsed() && !isCommitted()) {
      CacheHeaders.personal(container(), session.header());
    }
  }

  private void answer(Refusal refusal) {
    container().reset();
    mark(refusal);
  }

  private void mark(Refusal refusal) {
    container().setStatus(refusal.status());
    container().setHeader("Retry-After", Long.toString(refusal.retryAfter().toSeconds()));
  }

  private HttpServletResponse container() {
    return (HttpServletResponse) getResponse();
  }

  private void noteLength(String name, @Nullable String value) {
    if (CONTENT_LENGTH.equalsIgnoreCase(name)) {
      try {
        length = value == null ? -1 : Long.parseLong(value.strip());
      } catch (NumberFormatException theContainerWillJudge) {
        length = -1;
      }
    }
  }
}
