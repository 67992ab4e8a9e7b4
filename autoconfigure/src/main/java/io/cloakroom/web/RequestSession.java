package io.cloakroom.web;

import io.cloakroom.Session;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.web.RequestedTickets.Found;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request, through all its dispatches. It is looked for when somebody asks for
 * it, once; that there is none is remembered too. Several threads may use it.
 */
final class RequestSession {

  private final Lock lock = new ReentrantLock();
  private final FailFastSessionManager manager;
  private final SessionNotifier notifier;
  private final ServletContext context;
  private final boolean cookies;
  private final @Nullable String header;
  private final Supplier<RequestedTickets> parsing;
  private final ClientTicket client;

  private @Nullable RequestedTickets tickets;
  private boolean lookedFor;
  private @Nullable SessionKey foundKey;
  private volatile @Nullable StoredHttpSession found;
  private volatile @Nullable StoredHttpSession current;
  private volatile boolean refused;
  private volatile boolean inError;

  RequestSession(
      HttpServletRequest request,
      SessionManager manager,
      SessionIdResolver resolver,
      SessionNotifier notifier) {
    this.manager = new FailFastSessionManager(manager);
    this.notifier = notifier;
    this.context = request.getServletContext();
    this.cookies = resolver.usesCookies();
    this.header = resolver.header();
    this.parsing = () -> new RequestedTickets(request, resolver, this.manager);
    this.client = new ClientTicket(request, resolver);
  }

  /** From now on the error page is rendered: it must not fail for what has failed already. */
  void enterErrorDispatch() {
    inError = true;
  }

  boolean isInErrorDispatch() {
    return inError;
  }

  @Nullable SessionStoreUnavailableException outage() {
    return manager.outage();
  }

  @Nullable String requestedId() {
    SessionKey key = tickets().firstKey();
    return key == null ? null : key.value();
  }

  boolean isRequestedIdFromCookie() {
    return cookies && !tickets().isEmpty();
  }

  /** Returns whether what the application answers may depend on a session. */
  boolean isUsed() {
    StoredHttpSession first = found;
    StoredHttpSession last = current;
    return (first != null && first.isUsed()) || (last != null && last.isUsed());
  }

  /** Returns the request header that tells sessions apart; null if that is not known. */
  @Nullable String header() {
    return header;
  }

  /** Returns whether the session that was asked for lives, under the id that was asked for. */
  boolean isRequestedIdValid() {
    find();
    StoredHttpSession requested = found;
    return requested != null && requested.isValid() && requested.session.key().equals(foundKey);
  }

  /** Returns the session; null if there is none, or if the error page had better have none. */
  @Nullable StoredHttpSession find() {
    if (!inError) {
      return findOrFail();
    }
    try {
      return manager.outage() == null ? findOrFail() : null;
    } catch (SessionStoreException theErrorPageDoesWithout) {
      return null;
    }
  }

  /**
   * Returns the session, a new one if need be.
   *
   * @param response that must still be able to tell the client of a new session
   * @throws IllegalStateException if it is not
   */
  StoredHttpSession findOrCreate(HttpServletResponse response) {
    lock.lock();
    try {
      StoredHttpSession existing = findOrFail();
      if (existing != null) {
        return existing;
      }
      if (response.isCommitted()) {
        throw new IllegalStateException(
            "The response is committed, so the client cannot be told of a new session: call getSession() earlier");
      }
      StoredHttpSession created = adapt(manager.create(client.isHostBound()), null);
      current = created;
      notifier.created(created);
      return created;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives the session another id at once, and returns its new key.
   *
   * @throws IllegalStateException if there is no session
   */
  String changeId() {
    StoredHttpSession session = find();
    if (session == null) {
      throw new IllegalStateException("The request has no session whose id could change");
    }
    session.changeId(client.isHostBound());
    return session.getId();
  }

  /** Saves what changed, and tells the client of its ticket if that is new and still possible. */
  void save(HttpServletResponse response, boolean last) {
    StoredHttpSession session = current;
    if (session == null || (inError && refused)) {
      return;
    }
    if (!session.isValid()) {
      client.expire(response);
      return;
    }
    try {
      String ticket = session.save(last);
      if (ticket != null) {
        client.send(ticket, response);
      }
    } catch (RuntimeException e) {
      refused = true;
      throw e;
    }
  }

  /** The response was reset, with all cookies. */
  void responseReset() {
    client.forgetSent();
  }

  private @Nullable StoredHttpSession findOrFail() {
    lock.lock();
    try {
      if (!lookedFor) {
        Found loaded = tickets().find();
        lookedFor = true;
        if (loaded != null) {
          client.carried(loaded.ticket());
          foundKey = loaded.session().key();
          found = adapt(loaded.session(), loaded.ticket());
          current = found;
        }
      }
      StoredHttpSession session = current;
      return session != null && session.isValid() ? session : null;
    } finally {
      lock.unlock();
    }
  }

  private RequestedTickets tickets() {
    lock.lock();
    try {
      RequestedTickets parsed = tickets == null ? parsing.get() : tickets;
      tickets = parsed;
      return parsed;
    } finally {
      lock.unlock();
    }
  }

  private StoredHttpSession adapt(Session session, @Nullable String ticket) {
    return new StoredHttpSession(session, ticket, manager, notifier, context);
  }
}
