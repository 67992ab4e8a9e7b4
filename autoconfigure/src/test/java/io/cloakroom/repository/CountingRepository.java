package io.cloakroom.repository;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers which operations a store was asked for. */
public final class CountingRepository implements SessionRepository {

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final SessionRepository repository;

  /** Makes a store that has not been asked yet. */
  public CountingRepository(SessionRepository repository) {
    this.repository = repository;
  }

  /** Returns the names of the operations so far, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** Forgets all calls. */
  public void reset() {
    calls.clear();
  }

  @Override
  public @Nullable SessionRecord insert(NewSession session) {
    calls.add("insert");
    return repository.insert(session);
  }

  @Override
  public @Nullable SessionRecord find(SessionKey key) {
    calls.add("find");
    return repository.find(key);
  }

  @Override
  public @Nullable SessionRecord findStored(SessionKey key) {
    calls.add("findStored");
    return repository.findStored(key);
  }

  @Override
  public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
    calls.add("update");
    return repository.update(base, changes);
  }

  @Override
  public boolean rename(SessionKey from, SessionKey to) {
    calls.add("rename");
    return repository.rename(from, to);
  }

  @Override
  public Set<SessionKey> delete(Collection<SessionKey> keys) {
    calls.add("delete");
    return repository.delete(keys);
  }

  @Override
  public void touch(Collection<Touch> touches) {
    calls.add("touch");
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

  @Override
  public Optional<SessionCatalog> catalog() {
    return repository.catalog();
  }
}
