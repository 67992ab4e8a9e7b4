package io.cloakroom.repository.redis;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionCatalog;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node whose changes have been heard of by another one when they return. */
record SettledRepository(SessionRepository node, NearNode other) implements SessionRepository {

  @Override
  public @Nullable SessionRecord insert(NewSession session) {
    return node.insert(session);
  }

  @Override
  public @Nullable SessionRecord find(SessionKey key) {
    return node.find(key);
  }

  @Override
  public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
    SessionRecord updated = node.update(base, changes);
    other.settle(base.key());
    return updated;
  }

  @Override
  public boolean rename(SessionKey from, SessionKey to) {
    boolean renamed = node.rename(from, to);
    other.settle(from);
    return renamed;
  }

  @Override
  public Set<SessionKey> delete(Collection<SessionKey> keys) {
    Set<SessionKey> deleted = node.delete(keys);
    keys.forEach(other::settle);
    return deleted;
  }

  @Override
  public void touch(Collection<Touch> touches) {
    node.touch(touches);
    touches.forEach(touch -> other.settle(touch.key()));
  }

  @Override
  public Optional<ExpiryQueue> expiryQueue() {
    return node.expiryQueue()
        .map(
            queue ->
                new ExpiryQueue() {
                  @Override
                  public List<Expired> claim(int limit, Duration lease) {
                    List<Expired> claimed = queue.claim(limit, lease);
                    claimed.forEach(each -> other.settle(each.key()));
                    return claimed;
                  }

                  @Override
                  public void forget(Collection<SessionKey> claimed) {
                    queue.forget(claimed);
                  }
                });
  }

  @Override
  public Optional<PrincipalIndex> principalIndex() {
    return node.principalIndex();
  }

  @Override
  public Optional<SessionCatalog> catalog() {
    return node.catalog();
  }
}
