package io.cloakroom.benchmarks.web;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store of one session that never changes, and costs nothing. */
record OneSession(SessionRecord stored) implements SessionRepository {

  @Override
  public @Nullable SessionRecord insert(NewSession session) {
    throw new UnsupportedOperationException("Not measured");
  }

  @Override
  public @Nullable SessionRecord find(SessionKey key) {
    return key.equals(stored.key()) ? stored : null;
  }

  @Override
  public SessionRecord update(SessionRecord base, SessionChanges changes) {
    return stored;
  }

  @Override
  public boolean rename(SessionKey from, SessionKey to) {
    throw new UnsupportedOperationException("Not measured");
  }

  @Override
  public Set<SessionKey> delete(Collection<SessionKey> keys) {
    throw new UnsupportedOperationException("Not measured");
  }

  @Override
  public void touch(Collection<Touch> touches) {
    throw new UnsupportedOperationException("Not measured");
  }
}
