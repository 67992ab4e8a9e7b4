package io.cloakroom.web;

import io.cloakroom.Session;
import jakarta.servlet.ServletRequest;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What becomes of the session of a request, for those who have no more than the request. */
public interface CurrentSession {

  /** Returns that of a request; null if {@link SessionFilter} has not seen it. */
  static @Nullable CurrentSession of(ServletRequest request) {
    return request.getAttribute(SessionFilter.ATTRIBUTE) instanceof CurrentSession current
        ? current
        : null;
  }

  /** Returns the session, if it was asked for already and lives; never asks the store. */
  @Nullable Session loaded();

  /**
   * Does something once: when the session was saved as awaited, or when the request is over. If it
   * fails, that is logged.
   *
   * @param awaited is asked after each save, while the client can still be told of its ticket
   * @param action to be done
   */
  void afterSave(Predicate<Session> awaited, Runnable action);
}
