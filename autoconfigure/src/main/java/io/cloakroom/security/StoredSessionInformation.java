package io.cloakroom.security;

import io.cloakroom.SessionKey;
import java.util.Date;
import java.util.function.Consumer;
import org.springframework.security.core.session.SessionInformation;

/** A session in the store. To expire it is to end it. */
final class StoredSessionInformation extends SessionInformation {

  private static final long serialVersionUID = 1L;

  private final transient SessionKey key;
  private final transient Consumer<SessionKey> end;

  StoredSessionInformation(
      Object principal, SessionKey key, Date lastRequest, Consumer<SessionKey> end) {
    super(principal, key.value(), lastRequest);
    this.key = key;
    this.end = end;
  }

  @Override
  public void expireNow() {
    end.accept(key);
    super.expireNow();
  }
}
