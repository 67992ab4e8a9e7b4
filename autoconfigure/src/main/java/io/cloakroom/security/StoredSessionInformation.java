package io.cloakroom.security;

import io.cloakroom.SessionKey;
import io.cloakroom.lifecycle.Sessions;
import java.util.Date;
import org.springframework.security.core.session.SessionInformation;

/** A session in the store. To expire it is to end it. */
final class StoredSessionInformation extends SessionInformation {

  private static final long serialVersionUID = 1L;

  private final transient SessionKey key;
  private final transient Sessions sessions;

  StoredSessionInformation(Object principal, SessionKey key, Date lastRequest, Sessions sessions) {
    super(principal, key.value(), lastRequest);
    this.key = key;
    this.sessions = sessions;
  }

  @Override
  public void expireNow() {
    sessions.end(key);
    super.expireNow();
  }
}
