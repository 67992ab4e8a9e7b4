package io.cloakroom.security;

import io.cloakroom.Session;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.lifecycle.SessionDetails;
import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.web.CurrentSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Spring Security's view of the sessions of all nodes. It keeps nothing itself: the store knows
 * which sessions there are, and whose.
 *
 * <p>Ids are those of {@code HttpSession.getId()}, so session keys. Principals are names: that of
 * the current request, and each that is passed in, is known by its name, as an authentication of it
 * would be. There are no sessions that have expired and are still there: {@link
 * SessionInformation#expireNow()} ends a session at once, on whichever node it is used, and its
 * next request is that of somebody who is not signed in. Therefore Spring Security's {@code
 * expiredUrl} and {@code SessionInformationExpiredStrategy} are not needed, and not called.
 */
public final class StoredSessionRegistry implements SessionRegistry {

  /** Sessions that got another id while they were to expire are looked for again, so often. */
  private static final int ROUNDS = 5;

  private final Sessions sessions;

  /** There is one registry an application; what it counts is none of another one's. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Count> counting = new ThreadLocal<>();

  /** Whose sessions are being counted, and which one is left out; null: none. */
  private record Count(String name, @Nullable SessionKey without) {}

  /** Whether one that was to expire after such a count was gone. */
  private final ThreadLocal<@Nullable Boolean> missed = new ThreadLocal<>();

  /** Makes a registry of these sessions. */
  public StoredSessionRegistry(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Returns the names of all who have a session, for administration. */
  @Override
  public List<Object> getAllPrincipals() {
    return new ArrayList<>(sessions.principals());
  }

  /**
   * Finds a user's sessions.
   *
   * @param principal a name, or what an authentication calls its principal
   * @param includeExpiredSessions makes no difference
   */
  @Override
  public List<SessionInformation> getAllSessions(Object principal, boolean includeExpiredSessions) {
    Count count = counting.get();
    String name = count == null ? name(principal) : count.name();
    SessionKey without = count == null ? null : count.without();
    Session current = current();
    SessionKey used = current == null ? null : current.key();
    List<SessionInformation> all = new ArrayList<>();
    for (SessionDetails each : sessions.of(name)) {
      if (each.key().equals(without)) {
        continue;
      }
      Date lastUse =
          each.key().equals(used) ? Date.from(Instant.now()) : Date.from(each.lastUsedAt());
      all.add(new StoredSessionInformation(principal, each.key(), lastUse, this::end));
    }
    return all;
  }

  /**
   * Finds a session. That of the current request is known without asking the store.
   *
   * @return null also if the session belongs to nobody
   */
  @Override
  public @Nullable SessionInformation getSessionInformation(String sessionId) {
    SessionKey key = SessionKey.parse(sessionId);
    if (key == null) {
      return null;
    }
    Session current = current();
    if (current != null && current.key().equals(key)) {
      SessionRecord stored = current.base();
      return information(key, stored == null ? null : stored.principal(), Date.from(Instant.now()));
    }
    SessionDetails found = sessions.find(key);
    return found == null
        ? null
        : information(key, found.principal(), Date.from(found.lastUsedAt()));
  }

  /** Does nothing: the store is told of each use. */
  @Override
  public void refreshLastRequest(String sessionId) {}

  /** Does nothing: the store knows whose a session is once that is saved. */
  @Override
  public void registerNewSession(String sessionId, Object principal) {}

  /** Does nothing: the store knows that a session has ended. */
  @Override
  public void removeSessionInformation(String sessionId) {}

  /**
   * Lets whoever counts a principal's sessions meanwhile count those under a name. If one that was
   * to expire was gone, they are counted again, since that session may have another id now.
   *
   * @param without is left out; null: none
   */
  void countAs(String name, @Nullable SessionKey without, Runnable decision) {
    counting.set(new Count(name, without));
    try {
      int round = 0;
      do {
        missed.remove();
        decision.run();
        round++;
      } while (missed.get() != null && round < ROUNDS);
    } finally {
      counting.remove();
      missed.remove();
    }
  }

  private void end(SessionKey session) {
    if (!sessions.end(session) && counting.get() != null) {
      missed.set(true);
    }
  }

  private @Nullable SessionInformation information(
      SessionKey key, @Nullable String principal, Date lastUse) {
    return principal == null
        ? null
        : new StoredSessionInformation(principal, key, lastUse, this::end);
  }

  private static String name(Object principal) {
    return principal instanceof String name
        ? name
        : UsernamePasswordAuthenticationToken.unauthenticated(principal, null).getName();
  }

  private static @Nullable Session current() {
    CurrentSession current =
        RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
            ? CurrentSession.of(attributes.getRequest())
            : null;
    return current == null ? null : current.loaded();
  }
}
