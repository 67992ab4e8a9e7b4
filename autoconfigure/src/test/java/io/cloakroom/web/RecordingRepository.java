package io.cloakroom.web;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notes each call to a store, and fails when it is told to. */
final class RecordingRepository implements SessionRepository {

  private final SessionRepository store;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile @Nullable RuntimeException failure;
  private volatile String failing = "";

  RecordingRepository(SessionRepository store) {
    this.store = store;
  }

  /** Returns and forgets the calls so far. */
  List<String> calls() {
    List<String> copy = List.copyOf(calls);
    calls.clear();
    return copy;
  }

  /** Lets operations fail whose name matches. */
  void fail(String operations, @Nullable RuntimeException with) {
    failing = operations;
    failure = with;
  }

  @Override
  public @Nullable SessionRecord insert(NewSession session) {
    return call("insert", () -> store.insert(session));
  }

  @Override
  public @Nullable SessionRecord find(SessionKey key) {
    return call("find", () -> store.find(key));
  }

  @Override
  public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
    return call("update", () -> store.update(base, changes));
  }

  @Override
  public boolean rename(SessionKey from, SessionKey to) {
    return call("rename", () -> store.rename(from, to));
  }

  @Override
  public Set<SessionKey> delete(Collection<SessionKey> keys) {
    return call("delete", () -> store.delete(keys));
  }

  @Override
  public void touch(Collection<Touch> touches) {
    call(
        "touch",
        () -> {
          store.touch(touches);
          return touches;
        });
  }

  private <T extends @Nullable Object> T call(String operation, Supplier<T> action) {
    calls.add(operation);
    RuntimeException with = failure;
    if (with != null && operation.matches(failing)) {
      throw with;
    }
    return action.get();
  }
}
