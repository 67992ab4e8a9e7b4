package io.cloakroom.revocation;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreException;
import io.cloakroom.repository.PrincipalHash;
import io.cloakroom.repository.RevocationStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A node's way to a store, which a test can cut, hold and count. */
final class FaultyRevocationStore implements RevocationStore {

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
  private final RevocationStore target;
  private volatile @Nullable SessionStoreException failure;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Runnable during = () -> {};

  FaultyRevocationStore(RevocationStore target) {
    this.target = target;
  }

  /** Fails from now on; null: does not. */
  void fail(@Nullable SessionStoreException how) {
    failure = how;
  }

  /** Lets reads wait. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  void release() {
    gate.countDown();
  }

  /** Lets something happen during each read. */
  void during(Runnable action) {
    during = action;
  }

  int reads() {
    return reads.get();
  }

  /** Returns who has read, to be changed at will. */
  Set<Thread> readers() {
    return readers;
  }

  /** Returns how many reads are held. */
  int waiting() {
    return waiting.get();
  }

  @Override
  public void deny(SessionKey session, Duration retention) {
    throwIfAway();
    target.deny(session, retention);
  }

  @Override
  public Denial denyAll(PrincipalHash principal, @Nullable SessionKey spared, Duration retention) {
    throwIfAway();
    return target.denyAll(principal, spared, retention);
  }

  @Override
  public long epoch(PrincipalHash principal) {
    throwIfAway();
    return target.epoch(principal);
  }

  @Override
  public long read(long position, Duration back, Reader reader) {
    reads.incrementAndGet();
    readers.add(Thread.currentThread());
    waiting.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.decrementAndGet();
    }
    throwIfAway();
    during.run();
    return target.read(position, back, reader);
  }

  @Override
  public int purge(int limit) {
    return target.purge(limit);
  }

  private void throwIfAway() {
    SessionStoreException how = failure;
    if (how != null) {
      throw how;
    }
  }
}
