package io.cloakroom.revocation;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ChangeFeed;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionCatalog;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Revokes the tokens of each session that is ended or gets another key, whoever ends it: for
 * sessions of which a part is in a token, which a node believes without asking the store.
 *
 * <p>It does so first: if that fails, the session stays as it was, and no token counts without its
 * session. If the store then refuses to give it another key, its client has to begin anew.
 *
 * @param store of the sessions
 * @param revocations of their tokens, which name the sessions' keys
 */
public record RevokingSessionRepository(SessionRepository store, Revocations revocations)
    implements SessionRepository {

  @Override
  public @Nullable SessionRecord insert(NewSession session) {
    return store.insert(session);
  }

  @Override
  public @Nullable SessionRecord find(SessionKey key) {
    return store.find(key);
  }

  @Override
  public @Nullable SessionRecord findStored(SessionKey key) {
    return store.findStored(key);
  }

  @Override
  public @Nullable SessionRecord findForDeletion(SessionKey key) {
    return store.findForDeletion(key);
  }

  @Override
  public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
    return store.update(base, changes);
  }

  @Override
  public boolean rename(SessionKey from, SessionKey to) {
    revocations.revoke(from);
    return store.rename(from, to);
  }

  @Override
  public Set<SessionKey> delete(Collection<SessionKey> keys) {
    keys.forEach(revocations::revoke);
    return store.delete(keys);
  }

  @Override
  public void probe() {
    store.probe();
  }

  @Override
  public void touch(Collection<Touch> touches) {
    store.touch(touches);
  }

  @Override
  public Optional<ExpiryQueue> expiryQueue() {
    return store.expiryQueue();
  }

  @Override
  public Optional<PrincipalIndex> principalIndex() {
    return store.principalIndex();
  }

  @Override
  public Optional<SessionCatalog> catalog() {
    return store.catalog();
  }

  @Override
  public Optional<ChangeFeed> changeFeed() {
    return store.changeFeed();
  }
}
