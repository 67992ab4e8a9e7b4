package io.cloakroom.sample.account;

import io.cloakroom.lifecycle.Sessions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What can be done about other sessions than the current one, which depends on the store. */
@Component
public class KnownSessions {

  private final ObjectProvider<Sessions> sessions;

  KnownSessions(ObjectProvider<Sessions> sessions) {
    this.sessions = sessions;
  }

  /** Returns whether it is known which sessions there are. */
  public boolean areListed() {
    Sessions known = sessions.getIfAvailable();
    return known != null && known.areListed();
  }

  /**
   * Returns whether all sessions of a user can be ended, also where nobody knows which those are.
   */
  public boolean endTogether() {
    Sessions known = sessions.getIfAvailable();
    return known != null && known.endsAll();
  }

  /** Returns what finds and ends them; only if one of the above is true. */
  Sessions get() {
    return sessions.getObject();
  }
}
