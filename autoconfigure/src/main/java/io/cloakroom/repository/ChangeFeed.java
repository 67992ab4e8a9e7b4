package io.cloakroom.repository;

import io.cloakroom.SessionKey;
import java.time.Duration;

/**
 * Tells a node which sessions change in the store, whoever changes them, so that it can keep
 * copies.
 */
public interface ChangeFeed {

  /** Is told of changes, by any thread, which it must not keep waiting. */
  interface Listener {

    /** Copies of this session are out of date, and so is what a read answers that began before. */
    void changed(SessionKey session);

    /** Changes may have been missed: the same holds for all sessions. */
    void missed();
  }

  /**
   * One listener's way to the store. It is opened in the background, again and again if need be.
   */
  interface Subscription extends AutoCloseable {

    /**
     * Returns whether the listener has been told of all changes but those of the last moments: none
     * is older than the delay that was asked for. Copies may be used only while it has. It is
     * always told that it missed something before this turns true again after a gap.
     */
    boolean isCurrent();

    /** Ends it. The listener may be called a last time meanwhile. */
    @Override
    void close();
  }

  /**
   * Begins to tell of changes. Never fails: as long as the store does not do it, the subscription
   * is not current, and a warning in the log names the remedy.
   *
   * @param maxDelay how late a change may be told of, however the connection fails; at least some
   *     milliseconds
   */
  Subscription subscribe(Listener listener, Duration maxDelay);
}
