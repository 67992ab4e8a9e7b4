package io.cloakroom.web;

import io.cloakroom.ClientDetails;
import io.cloakroom.Session;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.web.RequestedTickets.Found;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of one request, through all its dispatches. It is looked for when somebody asks for
 * it, once; that there is none is remembered too. Several threads may use it.
 */
final class RequestSession implements CurrentSession {

  private static final Logger log = LoggerFactory.getLogger(RequestSession.class);

  private final Lock lock = new ReentrantLock();
  private final FailFastSessionManager manager;
  private final SessionNotifier notifier;
  private final SessionRules rules;
  private final Duration retryAfter;
  private final HttpServletRequest request;
  private final ServletContext context;
  private final boolean cookies;
  private final @Nullable String header;
  private final Supplier<RequestedTickets> parsing;
  private final ClientTicket client;
  private final AfterSave afterSave = new AfterSave();

  private @Nullable RequestedTickets tickets;
  private boolean lookedFor;
  private @Nullable SessionKey foundKey;
  private volatile @Nullable StoredHttpSession found;
  private volatile @Nullable StoredHttpSession current;
  private volatile boolean refused;
  private volatile boolean inError;
  private volatile @Nullable TooManyCreationsException tooMany;
  private volatile @Nullable StoredHttpSession admitted;

  RequestSession(
      HttpServletRequest request,
      FailFastSessionManager manager,
      SessionIdResolver resolver,
      SessionNotifier notifier,
      SessionRules rules,
      Duration retryAfter) {
    this.request = request;
    this.rules = rules;
    this.retryAfter = retryAfter;
    this.manager = manager;
    this.notifier = notifier;
    this.context = request.getServletContext();
    this.cookies = resolver.usesCookies();
    this.header = resolver.header();
    this.parsing = () -> new RequestedTickets(request, resolver, manager);
    this.client = new ClientTicket(request, resolver);
  }

  /** From now on the error page is rendered: it must not fail for what has failed already. */
  void enterErrorDispatch() {
    inError = true;
  }

  boolean isInErrorDispatch() {
    return inError;
  }

  /** Returns why the store could not be used; null if it could, or was not needed. */
  @Nullable SessionStoreUnavailableException outage() {
    return manager.outage();
  }

  /** Notes why the request failed: others may have met an outage of the store first. */
  void failed(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SessionStoreUnavailableException unavailable) {
        manager.remember(unavailable);
        return;
      }
    }
  }

  /** Returns why the request cannot have its session; null if it can, or did not ask. */
  @Nullable Refusal refusal() {
    SessionStoreUnavailableException outage = outage();
    if (outage != null) {
      return new Refusal(outage, HttpServletResponse.SC_SERVICE_UNAVAILABLE, retryAfter);
    }
    TooManyCreationsException refused = tooMany;
    return refused == null ? null : Refusal.tooMany(refused);
  }

  /** Notes anew whether this request keeps its session from ending by being idle. */
  void countUse() {
    StoredHttpSession loaded = found;
    if (loaded != null) {
      Object excluded = request.getAttribute(SessionFilter.TOUCH_EXCLUDED_ATTRIBUTE);
      loaded
          .session
          .currentUse()
          .setCounted(
              excluded instanceof Boolean known ? !known : !rules.untouching().test(request));
    }
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
    return client.isSent() || (first != null && first.isUsed()) || (last != null && last.isUsed());
  }

  /** Returns the request header that tells sessions apart; null if that is not known. */
  @Nullable String header() {
    return header;
  }

  /** Returns whether the session that was asked for lives, under the id that was asked for. */
  boolean isRequestedIdValid() {
    find();
    StoredHttpSession requested = found;
    return requested != null
        && requested == current
        && requested.isValid()
        && requested.session.key().equals(foundKey);
  }

  /** Returns the session; null if there is none, or if the error page had better have none. */
  @Nullable StoredHttpSession find() {
    if (!inError) {
      return findOrFail();
    }
    try {
      return refusal() == null ? findOrFail() : null;
    } catch (SessionStoreException theErrorPageDoesWithout) {
      return null;
    }
  }

  /**
   * Returns the session, a new one if need be.
   *
   * @param response that must still be able to tell the client of a new session
   * @throws IllegalStateException if it is not
   * @throws TooManyCreationsException if the client may not create one
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
      if (!rules.skipsEmpty()) {
        admit();
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
   * Gives the session another id at once, and returns its new key. If it has ended elsewhere
   * meanwhile, as when somebody clicks twice to sign in, an empty one takes its place.
   *
   * @throws IllegalStateException if there is no session, or the response cannot tell of a new one
   */
  String changeId(HttpServletResponse response) {
    StoredHttpSession session = find();
    if (session == null) {
      throw new IllegalStateException("The request has no session whose id could change");
    }
    try {
      session.changeId(client.isHostBound());
      return session.getId();
    } catch (IllegalStateException e) {
      if (!session.session.isEnded() || response.isCommitted()) {
        throw e;
      }
      current = null;
      return findOrCreate(response).getId();
    }
  }

  /** Saves what changed, and tells the client of its ticket if that is new and still possible. */
  void save(HttpServletResponse response, boolean last) {
    StoredHttpSession session = current;
    if (session == null) {
      client.expireDead(response);
      return;
    }
    if (inError && refused) {
      return;
    }
    if (!session.isValid()) {
      client.expire(response);
      return;
    }
    if (rules.skipsEmpty() && session.session.base() == null && skip(session, response, last)) {
      return;
    }
    try {
      String ticket = session.save(last);
      if (ticket != null) {
        afterSave.saved(session.session);
        client.send(ticket, response);
      }
    } catch (RuntimeException e) {
      refused = true;
      throw e;
    }
  }

  @Override
  public @Nullable Session loaded() {
    StoredHttpSession session = current;
    return session != null && session.isValid() ? session.session : null;
  }

  @Override
  public void afterSave(Predicate<Session> awaited, Runnable action) {
    afterSave.add(awaited, action);
  }

  /** The request is over, or this dispatch of it that nothing is known to follow. */
  void over() {
    afterSave.over();
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
        String dead = tickets().dead();
        if (dead != null) {
          client.carriedDead(dead);
        }
        if (loaded != null) {
          client.carried(loaded.ticket());
          foundKey = loaded.session().key();
          found = adapt(loaded.session(), loaded.ticket());
          current = found;
          countUse();
        }
      }
      StoredHttpSession session = current;
      return session != null && session.isValid() ? session : null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Leaves a new session out of the store, if it has no attributes, or if it is too late to tell
   * the client of it. Once the request is over, its listeners are told that it has ended.
   */
  private boolean skip(StoredHttpSession session, HttpServletResponse response, boolean last) {
    boolean late = response.isCommitted();
    if (!late && !session.session.isEmpty()) {
      if (admitted != session) {
        admit();
        admitted = session;
      }
      return false;
    }
    if (!session.session.isEmpty()) {
      log.warn(
          "Attributes are dropped that were set after the response was committed, in a session that was empty until then: set one earlier, or set cloakroom.skip-empty-sessions to false");
    }
    client.expire(response);
    if (last) {
      session.invalidate();
    }
    return true;
  }

  private void admit() {
    TooManyCreationsException known = tooMany;
    if (known != null) {
      throw known;
    }
    try {
      rules.creations().admit(String.valueOf(request.getRemoteAddr()));
    } catch (TooManyCreationsException e) {
      tooMany = e;
      throw e;
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
    if (rules.recordsClients()) {
      session.recordClient(
          () -> ClientDetails.of(request.getRemoteAddr(), request.getHeader("User-Agent")));
    }
    return new StoredHttpSession(session, ticket, manager, notifier, context);
  }
}
