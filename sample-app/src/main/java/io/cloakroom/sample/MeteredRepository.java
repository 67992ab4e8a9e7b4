package io.cloakroom.sample;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes down what the store is asked for: a repository like any other, around the real one. */
record MeteredRepository(SessionRepository repository) implements SessionRepository {

  @Override
  public @Nullable SessionRecord insert(NewSession session) {
    return RequestCost.current()
        .of("insert", () -> Optional.ofNullable(repository.insert(session)))
        .orElse(null);
  }

  @Override
  public @Nullable SessionRecord find(SessionKey key) {
    return RequestCost.current()
        .of("find", () -> Optional.ofNullable(repository.find(key)))
        .orElse(null);
  }

  @Override
  public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
    return RequestCost.current()
        .of("update", () -> Optional.ofNullable(repository.update(base, changes)))
        .orElse(null);
  }

  @Override
  public boolean rename(SessionKey from, SessionKey to) {
    return RequestCost.current().of("rename", () -> repository.rename(from, to));
  }

  @Override
  public Set<SessionKey> delete(Collection<SessionKey> keys) {
    return RequestCost.current().of("delete", () -> repository.delete(keys));
  }

  @Override
  public void touch(Collection<Touch> touches) {
    repository.touch(touches);
  }

  @Override
  public Optional<ExpiryQueue> expiryQueue() {
    return repository.expiryQueue();
  }

  @Override
  public Optional<PrincipalIndex> principalIndex() {
    return repository.principalIndex();
  }
}
