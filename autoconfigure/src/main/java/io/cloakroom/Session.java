package io.cloakroom;

import io.cloakroom.SessionChanges.LifetimeChange;
import io.cloakroom.SessionChanges.PrincipalChange;
import io.cloakroom.SessionOwner.OwnerChange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session as one request works with it: it decodes what is read, and records what is changed.
 *
 * <p>It talks to no store, but may have its {@linkplain SessionFactory#openPart rest loaded} when
 * an attribute is asked for that is not among what is known; then the methods for attributes throw
 * {@link SessionStoreException} if the store fails. Two requests that use one session at the same
 * time have an object each, and each saves only what it changed. One object is safe for use by
 * several threads of its request.
 */
public final class Session {

  private final SessionAttributes attributes;
  private final SessionOwner owner;
  private final ChosenTimeouts timeouts;
  private final SessionUse currentUse = new SessionUse();
  private final String lineage;
  private final Instant createdAt;
  private final Instant accessedAt;

  private final Lock storeLock = new ReentrantLock();

  private @Nullable SessionId id;
  private @Nullable Ticket ticket;
  private SessionKey key;
  private @Nullable SessionRecord base;
  private long baseSince = System.nanoTime();
  private boolean renamed;
  private boolean ended;
  private boolean used;
  private @Nullable Supplier<ClientDetails> client;
  private @Nullable SessionRest rest;

  Session(
      SessionId id, String lineage, Instant now, SessionAttributes attributes, SessionOwner owner) {
    this.id = id;
    this.key = id.key();
    this.lineage = lineage;
    this.createdAt = now;
    this.accessedAt = now;
    this.timeouts = new ChosenTimeouts(owner.ofNobody().idle());
    this.attributes = attributes;
    this.owner = owner;
  }

  Session(
      @Nullable SessionId id,
      SessionRecord base,
      SessionAttributes attributes,
      SessionOwner owner) {
    this.id = id;
    this.key = base.key();
    this.base = base;
    this.lineage = base.lineage();
    this.createdAt = base.createdAt();
    this.accessedAt = base.accessedAt();
    this.timeouts = new ChosenTimeouts(base.idle());
    this.attributes = attributes;
    this.owner = owner;
  }

  /**
   * Returns the lock to hold while a store is told of this session. Without it, two threads of one
   * request would each insert it. It is not needed to read or change attributes.
   */
  public Lock storeLock() {
    return storeLock;
  }

  /** Returns the session's public name, which changes with its id. */
  public synchronized SessionKey key() {
    return key;
  }

  /** Returns the secret that the client holds; null if this session came from a store's cleanup. */
  public synchronized @Nullable SessionId id() {
    return id;
  }

  /** Returns what its client holds; null if its manager has noted nothing. */
  public synchronized @Nullable Ticket ticket() {
    return ticket;
  }

  /** Notes what the client holds, or will hold once it has the response. */
  public synchronized void hold(Ticket held) {
    ticket = held;
  }

  /** Returns what a store last said of this session; null while no store holds it. */
  public synchronized @Nullable SessionRecord base() {
    return base;
  }

  /** Returns how long ago that was said: the last time that something was found, or saved. */
  public synchronized Duration baseAge() {
    return Duration.ofNanos(System.nanoTime() - baseSince);
  }

  /** Returns when the session began. */
  public Instant createdAt() {
    return createdAt;
  }

  /** Returns the last use before this request, at most one touch-interval stale. */
  public Instant accessedAt() {
    return accessedAt;
  }

  /** Returns the idle timeout; zero or negative: the session never ends by being idle. */
  public synchronized Duration idle() {
    return timeouts.idle();
  }

  /**
   * Changes the idle timeout, and keeps what else would from changing it; zero or negative: the
   * session never ends by being idle.
   */
  public synchronized void setIdle(Duration timeout) {
    timeouts.chooseIdle(timeout);
  }

  /**
   * Lets an idle timeout that was chosen before give way to what a sign-in gives the session. Does
   * nothing unless somebody signs in or out in this request.
   */
  public synchronized void unsetIdle() {
    timeouts.unsetIdle();
  }

  /**
   * Begins the maximum lifetime anew when the session is saved, whatever else would set it.
   *
   * @param lifetime positive; null: the session may live for ever
   */
  public synchronized void setLifetime(@Nullable Duration lifetime) {
    timeouts.chooseLifetime(new LifetimeChange(lifetime));
  }

  /** Returns whether this request counts as a use of the session, to be changed at any time. */
  public SessionUse currentUse() {
    return currentUse;
  }

  /** Returns whether nothing of it has yet to be loaded. */
  public synchronized boolean isWhole() {
    return rest == null;
  }

  /**
   * Lets somebody surround what loads the rest of it, to learn of failures; for those not whole.
   */
  public synchronized void loadThrough(Consumer<Runnable> guard) {
    SessionRest lacking = rest;
    if (lacking != null) {
      rest = lacking.through(guard);
    }
  }

  /**
   * Takes all that a store holds of it. What this request has not looked at yet is as the store has
   * it from now on. Does nothing if it is whole.
   *
   * @param whole session of the same lineage
   */
  public synchronized void complete(SessionRecord whole) {
    SessionRecord part = base;
    if (rest == null || part == null) {
      return;
    }
    attributes.complete(whole.attributes());
    timeouts.learn(part.idle(), whole.idle());
    base = whole;
    baseSince = System.nanoTime();
    rest = null;
  }

  synchronized void lack(SessionRest lacking) {
    rest = lacking;
  }

  /** Returns a copy of all names, those of attributes that this node cannot read included. */
  public Set<String> attributeNames() {
    load(null);
    synchronized (this) {
      Set<String> names = new HashSet<>(attributes.names());
      names.remove(ClientDetails.ATTRIBUTE);
      return Set.copyOf(names);
    }
  }

  /** Returns whether there is nothing in it that a store would be given. */
  public boolean isEmpty() {
    load(null);
    synchronized (this) {
      return attributes.isEmpty();
    }
  }

  /** Returns a value; null if there is none, or none that this node can read. */
  public @Nullable Object attribute(String name) {
    return isReserved(name) ? null : value(name);
  }

  /** Returns whether an attribute's value has a type, without decoding it. */
  public boolean holds(String name, Class<?> type) {
    if (isReserved(name)) {
      return false;
    }
    load(name);
    synchronized (this) {
      return attributes.holds(name, type);
    }
  }

  /** Returns a copy of those values that were read or put in this request. */
  public synchronized List<Object> valuesInUse() {
    return attributes.values();
  }

  /**
   * Puts a value in place of any other of that name. A mutable one that this request has read or
   * saved, and puts again, is a change only if it was changed in place.
   *
   * @throws IllegalArgumentException if the name is {@link ClientDetails#ATTRIBUTE}
   */
  public void setAttribute(String name, Object value) {
    if (isReserved(name)) {
      throw new IllegalArgumentException(
          "Attribute '" + name + "' is Cloakroom's own: choose another name");
    }
    load(name);
    synchronized (this) {
      // Whoever signs in after an id change begins anew, though nothing else may have changed.
      boolean signIn = renamed && name.equals(owner.attribute());
      attributes.put(name, value, signIn);
    }
  }

  /** Removes a value; does nothing if there is none of that name. */
  public void removeAttribute(String name) {
    if (!isReserved(name)) {
      load(name);
      synchronized (this) {
        attributes.remove(name);
      }
    }
  }

  /** Says where the client is, which is saved with the next sign-in. */
  public synchronized void recordClient(Supplier<ClientDetails> details) {
    client = details;
  }

  /** Returns where its principal signed in from; null if that is not known. */
  public @Nullable ClientDetails client() {
    return ClientDetails.parse(value(ClientDetails.ATTRIBUTE));
  }

  /** Returns whether the session was invalidated, or is known to have ended elsewhere. */
  public synchronized boolean isEnded() {
    return ended;
  }

  /** Notes that the session has ended: nothing of it is saved from now on. */
  public synchronized void end() {
    ended = true;
  }

  /** Notes that the store will know of this use; returns false if it knows already. */
  public synchronized boolean use() {
    boolean first = !used;
    used = true;
    return first;
  }

  /** Takes a new id; attributes and times stay. */
  public synchronized void rename(SessionId to) {
    id = to;
    key = to.key();
    if (base != null) {
      renamed = true;
      base = base.renamed(key);
    }
  }

  /**
   * Finds what this request changed since the session was read or last saved: what was put,
   * removed, or read and then changed in place; and what that means for the session's principal and
   * timeouts.
   *
   * @throws AttributeEncodingException if a value that was put cannot be encoded
   */
  public synchronized SessionChanges changes() {
    Map<String, byte[]> put = new HashMap<>();
    Set<String> removed = new HashSet<>();
    attributes.collect(key, put, removed);
    String decisive = owner.attribute();
    OwnerChange change = null;
    if (put.containsKey(decisive) || removed.contains(decisive)) {
      boolean idChanged = renamed && attributes.isPut(decisive);
      Object now = attributes.get(key, decisive);
      change =
          owner.change(base, attributes.stored(decisive), now, idChanged, timeouts.isIdleUnset());
      timeouts.follow(change);
      noteClient(change);
      attributes.collect(key, ClientDetails.ATTRIBUTE, put, removed);
    }
    return new SessionChanges(
        put,
        removed,
        timeouts.idleChange(base == null ? null : base.idle()),
        change == null ? null : change.principal(),
        timeouts.lifetimeChange(change),
        currentUse.isCounted());
  }

  /**
   * Turns everything that a new session holds into what a store inserts.
   *
   * @param changes all of this session, as {@link #changes()} returned them
   */
  public synchronized NewSession toInsert(SessionChanges changes) {
    PrincipalChange principal = changes.principal();
    LifetimeChange lifetime = changes.lifetime();
    return new NewSession(
        key,
        lineage,
        Duration.ZERO,
        Duration.ZERO,
        timeouts.idle(),
        lifetime == null ? owner.ofNobody().lifetime() : lifetime.to(),
        principal == null ? null : principal.to(),
        changes.put());
  }

  /**
   * Notes that changes were saved. What changed in the meantime is left for the next save.
   *
   * @param changes as {@link #changes()} returned them
   * @param now what the store then held
   */
  public synchronized void saved(SessionChanges changes, SessionRecord now) {
    attributes.saved(changes);
    timeouts.saved(changes, base == null ? null : base.idle(), now.idle());
    base = now;
    baseSince = System.nanoTime();
    used |= changes.use();
    renamed &= !changes.put().containsKey(owner.attribute());
  }

  /** Returns the key, never the id. */
  @Override
  public String toString() {
    return "Session " + key();
  }

  private @Nullable Object value(String name) {
    load(name);
    synchronized (this) {
      return attributes.get(key, name);
    }
  }

  /**
   * Loads the rest of it, if that may say something of an attribute. Not while this object is
   * locked, since the store is asked.
   *
   * @param name null: any
   */
  private void load(@Nullable String name) {
    SessionRest lacking = lackingFor(name);
    if (lacking != null) {
      lacking.loading().accept(this);
    }
  }

  private synchronized @Nullable SessionRest lackingFor(@Nullable String name) {
    SessionRest lacking = rest;
    boolean known =
        lacking == null
            || (name != null && (lacking.known().contains(name) || attributes.knows(name)));
    return ended || known ? null : lacking;
  }

  private void noteClient(OwnerChange change) {
    PrincipalChange principal = change.principal();
    Supplier<ClientDetails> known = client;
    boolean signedOut = principal != null && principal.to() == null;
    boolean signedIn = principal != null || change.signIn();
    if (signedIn && !signedOut && known != null) {
      attributes.put(ClientDetails.ATTRIBUTE, known.get().text());
    } else if (principal != null) {
      attributes.remove(ClientDetails.ATTRIBUTE); // It was somebody else's.
    }
  }

  private static boolean isReserved(String name) {
    return name.equals(ClientDetails.ATTRIBUTE);
  }
}
