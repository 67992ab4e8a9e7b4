package io.cloakroom.lifecycle;

import io.cloakroom.Session;
import io.cloakroom.SessionFactory;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.event.SessionEvent;
import io.cloakroom.event.SessionEventListener;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionCatalog;
import io.cloakroom.repository.SessionRepository;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at sessions in a repository. */
public final class StoredSessions implements Sessions {

  /** Sessions that got another id while they were to be ended are looked for again, so often. */
  private static final int ROUNDS = 5;

  private final SessionRepository repository;
  private final SessionFactory factory;
  private final TouchBuffer buffer;
  private final SessionEventListener events;

  /**
   * Makes the service.
   *
   * @param repository where sessions are kept
   * @param factory makes them readable
   * @param buffer whose waiting uses of ended sessions are forgotten
   * @param events is told of sessions that were ended
   */
  public StoredSessions(
      SessionRepository repository,
      SessionFactory factory,
      TouchBuffer buffer,
      SessionEventListener events) {
    this.repository = repository;
    this.factory = factory;
    this.buffer = buffer;
    this.events = events;
  }

  @Override
  public boolean areListed() {
    return repository.principalIndex().isPresent();
  }

  @Override
  public @Nullable SessionDetails find(SessionKey session) {
    SessionRecord stored = repository.findStored(session);
    return stored == null ? null : details(stored);
  }

  @Override
  public List<SessionDetails> of(String principal) {
    return index().read(principal).stream()
        .map(this::details)
        .sorted(Comparator.comparing(SessionDetails::unused).thenComparing(SessionDetails::key))
        .toList();
  }

  @Override
  public boolean end(SessionKey session) {
    return end(Set.of(session), null) == 1;
  }

  @Override
  public boolean end(String principal, SessionKey session) {
    return end(Set.of(session), principal) == 1;
  }

  @Override
  public int endAll(String principal) {
    return endThose(principal, null);
  }

  @Override
  public int endAllBut(String principal, SessionKey spared) {
    return endThose(principal, spared);
  }

  @Override
  public int count(String principal) {
    return index().find(principal).size();
  }

  @Override
  public long count() {
    return catalog().count();
  }

  @Override
  public Set<String> principals() {
    return catalog().principals();
  }

  private int endThose(String principal, @Nullable SessionKey spared) {
    int ended = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<SessionKey> found =
          index().find(principal).stream().filter(key -> !key.equals(spared)).toList();
      int gone = end(found, principal);
      ended += gone;
      if (gone == found.size()) {
        break;
      }
    }
    return ended;
  }

  /**
   * Ends sessions.
   *
   * @param principal whose they must be; null: anybody's
   * @return how many this call ended
   */
  int end(Collection<SessionKey> sessions, @Nullable String principal) {
    Map<SessionKey, SessionRecord> live = new HashMap<>();
    for (SessionKey key : sessions) {
      SessionRecord stored = repository.findForDeletion(key);
      if (stored != null && (principal == null || principal.equals(stored.principal()))) {
        live.put(key, stored);
      }
    }
    if (live.isEmpty()) {
      return 0;
    }
    live.keySet().forEach(buffer::remove);
    Set<SessionKey> ended = repository.delete(live.keySet());
    live.forEach(
        (key, stored) -> {
          if (ended.contains(key)) {
            Session session = factory.open(null, stored);
            events.onSessionEvent(new SessionEvent.Deleted(key, session));
          }
        });
    return ended.size();
  }

  private SessionDetails details(SessionRecord stored) {
    return new SessionDetails(
        stored.key(),
        stored.principal(),
        stored.createdAt(),
        stored.accessedAt(),
        stored.unused(),
        stored.idle(),
        factory.open(null, stored).client());
  }

  private PrincipalIndex index() {
    return repository
        .principalIndex()
        .orElseThrow(() -> new IllegalStateException(lacks("index of principals")));
  }

  private SessionCatalog catalog() {
    return repository.catalog().orElseThrow(() -> new IllegalStateException(lacks("catalog")));
  }

  private String lacks(String capability) {
    return "The session store %s has no %s: keep sessions with cloakroom.store=redis or jdbc, or, if the store is your own, implement it"
        .formatted(repository.getClass().getName(), capability);
  }
}
