package io.cloakroom.lifecycle;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeProblems;
import io.cloakroom.SessionKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts each problem, and warns of each kind once, since all sessions may have the same one. */
public final class LoggedAttributeProblems implements AttributeProblems {

  private static final Logger log = LoggerFactory.getLogger(LoggedAttributeProblems.class);
  private static final int REMEMBERED = 1000;

  private final Set<String> reported = ConcurrentHashMap.newKeySet();
  private final SessionMeters meters;

  /** Makes a log that has reported nothing yet. */
  public LoggedAttributeProblems(SessionMeters meters) {
    this.meters = meters;
  }

  @Override
  public void unreadable(SessionKey session, String attribute, AttributeDecodingException reason) {
    meters.attributeUnreadable();
    report(
        "{} It is absent to the application and stays in the store. First seen in session {}, reported once.",
        reason,
        session);
  }

  @Override
  public void notSaved(SessionKey session, String attribute, RuntimeException reason) {
    report(
        "{} What was changed in place is not saved. First seen in session {}, reported once.",
        reason,
        session);
  }

  private void report(String message, RuntimeException reason, SessionKey session) {
    String what = String.valueOf(reason.getMessage());
    if (reported.size() < REMEMBERED && reported.add(what)) {
      log.warn(message, what, session);
    }
  }
}
