package io.cloakroom.revocation;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreException;
import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.lifecycle.PeriodicTask;
import io.cloakroom.repository.PrincipalHash;
import io.cloakroom.repository.RevocationStore;
import io.cloakroom.revocation.Clocks.Moment;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is revoked in memory, and asks the store in the background for what others revoke,
 * twice in each delay.
 *
 * <p>What this node knows counts as long as the last answer that was asked for within the delay:
 * not when it came, since it may have been under way for long. If there is none, as after an outage
 * or a pause of this node, the first request that needs to know asks the store, and the others wait
 * for its answer. Without one, what is known to be revoked is, and of everything else nothing is
 * said.
 */
public final class PolledRevocations implements Revocations, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PolledRevocations.class);

  private static final int POLLS_PER_DELAY = 2;
  private static final int RETRIES_PER_DELAY = 10;

  /** How far a poll goes back beyond the last one: for what a store's fail-over loses. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private static final Duration FORGET = Duration.ofMinutes(1);

  private final AtomicReference<@Nullable FutureTask<Poll>> running = new AtomicReference<>();
  private final RevocationStore store;
  private final Duration delay;
  private final Duration retention;
  private final Duration deadline;
  private final Clocks clocks;
  private final Denials denials;
  private final PeriodicTask poller;

  private volatile @Nullable Poll last;
  private volatile boolean failing;
  private Moment forgotten;

  /**
   * Makes an object that does not know anything yet, and asks when it must, until {@link #start()}.
   *
   * @param store that all nodes share
   * @param delay after which what another node revoked counts here, at the latest
   * @param retention how long something is revoked: longer than any token may last that was made
   *     within the delay afterwards, by whichever clock a node has
   * @param deadline how long a request may wait for an answer that another one has asked for
   */
  public PolledRevocations(
      RevocationStore store, Duration delay, Duration retention, Duration deadline) {
    this(store, delay, retention, deadline, Clocks.SYSTEM);
  }

  PolledRevocations(
      RevocationStore store, Duration delay, Duration retention, Duration deadline, Clocks clocks) {
    this.store = store;
    this.delay = delay;
    this.retention = retention;
    this.deadline = deadline;
    this.clocks = clocks;
    this.denials = new Denials(clocks.nanos());
    this.forgotten = clocks.now();
    this.poller =
        new PeriodicTask(
            "cloakroom-revocations",
            () -> delay.dividedBy(failing ? RETRIES_PER_DELAY : POLLS_PER_DELAY),
            this::pollInBackground);
  }

  /**
   * An answer of the store.
   *
   * @param began when it was asked for
   * @param position up to which it told
   */
  private record Poll(Moment began, long position) {

    boolean isSince(Poll other) {
      return began.nanos() - other.began.nanos() >= 0;
    }
  }

  /** Begins to ask in the background. */
  public void start() {
    poller.start();
  }

  /** Stops to ask in the background. The store is not closed. */
  @Override
  public void close() {
    poller.close();
  }

  /** Returns how long ago the last answer of the store was asked for; null if there was none. */
  public @Nullable Duration age() {
    Poll known = last;
    return known == null ? null : clocks.since(known.began());
  }

  /** Returns how many sessions and principals are denied, as far as this node knows. */
  public int size() {
    return denials.size();
  }

  @Override
  public boolean isRevoked(Set<SessionKey> names, @Nullable String principal, long epoch) {
    Poll asked = null;
    while (true) {
      // Before looking: whatever pause there is in between, what was looked at is no older.
      Poll known = last;
      if (denials.denies(names, principal, epoch)) {
        return true;
      }
      if (known != null && (isFresh(known) || (asked != null && known.isSince(asked)))) {
        return false;
      }
      Poll answer = pollForRequest();
      asked = asked == null ? answer : asked;
    }
  }

  @Override
  public long epoch(@Nullable String principal) {
    if (principal == null) {
      return 0;
    }
    PrincipalHash hash = PrincipalHash.of(principal);
    // A store that has lost something must not hand out what the nodes go on to deny.
    return Math.max(store.epoch(hash), denials.epoch(hash));
  }

  @Override
  public void refresh() {
    Poll answer;
    do {
      answer = poll();
    } while (answer == null); // It was asked for before.
  }

  @Override
  public void revoke(SessionKey session) {
    store.deny(session, retention);
    denials.session(session, retention);
  }

  @Override
  public void revokeAll(String principal, @Nullable SessionKey spared) {
    PrincipalHash hash = PrincipalHash.of(principal);
    denials.principal(hash, store.denyAll(hash, spared, retention), retention);
  }

  private boolean isFresh(Poll known) {
    return clocks.since(known.began()).compareTo(delay) <= 0;
  }

  /** Returns an answer that was asked for after this was called; null if it was one from before. */
  private @Nullable Poll pollForRequest() {
    try {
      return poll();
    } catch (SessionStoreException e) {
      throw new SessionStoreUnavailableException(
          "Nothing has been heard for %d ms of what was revoked, so no token can be trusted now: %s"
              .formatted(delay.toMillis(), e.getMessage()),
          e);
    }
  }

  private @Nullable Poll poll() {
    FutureTask<Poll> mine = new FutureTask<>(this::ask);
    FutureTask<Poll> others = running.compareAndExchange(null, mine);
    if (others != null) {
      answer(others);
      return null;
    }
    try {
      mine.run();
      return answer(mine);
    } finally {
      running.set(null);
    }
  }

  private Poll ask() {
    Poll before = last;
    Moment began = clocks.now();
    Poll poll =
        before == null
            ? new Poll(began, store.read(0, Duration.ZERO, denials))
            : new Poll(
                began,
                store.read(before.position(), clocks.since(before.began()).plus(OVERLAP), denials));
    last = poll;
    return poll;
  }

  private Poll answer(FutureTask<Poll> asked) {
    try {
      return asked.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SessionStoreException failure) {
        throw failure;
      }
      throw new IllegalStateException("What was revoked could not be read", e.getCause());
    } catch (TimeoutException e) {
      throw unavailable("was not answered within " + deadline.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was interrupted", e);
    }
  }

  private static SessionStoreUnavailableException unavailable(String what, Exception cause) {
    return new SessionStoreUnavailableException(
        "A question for what was revoked %s; check the store that cloakroom.jwt.revocation names"
            .formatted(what),
        cause);
  }

  private void pollInBackground() {
    try {
      poll();
      if (failing) {
        failing = false;
        log.info("The store tells of what was revoked again");
      }
    } catch (SessionStoreException e) {
      if (!failing) {
        failing = true;
        log.warn(
            "The store does not tell of what was revoked; after {} ms without, requests with a"
                + " token are answered with 503: {}",
            delay.toMillis(),
            e.getMessage());
      }
    }
    if (clocks.since(forgotten).compareTo(FORGET) > 0) {
      denials.forgetEnded();
      forgotten = clocks.now();
    }
  }
}
