package io.cloakroom.lifecycle;

import io.cloakroom.repository.PrincipalIndex;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Lets one request at a time, on all nodes, decide by the number of a principal's sessions. */
public final class PrincipalLock {

  private static final long SHORTEST_PAUSE = 5;
  private static final long LONGEST_PAUSE = 40;

  private final PrincipalIndex index;
  private final Duration lease;
  private final Duration patience;

  /**
   * Makes a lock.
   *
   * @param index that keeps it
   * @param lease after which it is free again, for example since its node died
   * @param patience how long to wait for it
   */
  public PrincipalLock(PrincipalIndex index, Duration lease, Duration patience) {
    this.index = index;
    this.lease = lease;
    this.patience = patience;
  }

  /** A lock that was taken, to be given back once. */
  public final class Held {

    private final String principal;
    private final String owner;

    private Held(String principal, String owner) {
      this.principal = principal;
      this.owner = owner;
    }

    /**
     * Gives it back.
     *
     * @return false if its lease was over, so that somebody else may have decided meanwhile
     */
    public boolean giveBack() {
      return index.unlock(principal, owner);
    }
  }

  /**
   * Takes a principal's lock, and waits for it if need be.
   *
   * @return null if it could not be had in time
   */
  public @Nullable Held take(String principal) {
    String owner = UUID.randomUUID().toString();
    long until = System.nanoTime() + patience.toNanos();
    while (!index.lock(principal, owner, lease)) {
      if (System.nanoTime() - until > 0 || !pause()) {
        return null;
      }
    }
    return new Held(principal, owner);
  }

  private static boolean pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE, LONGEST_PAUSE));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
