package io.cloakroom;

/**
 * Whether what one request does with its session counts as a use, and so keeps the session from
 * ending by being idle. It does, unless somebody says otherwise. Safe for use by several threads.
 *
 * <p>It is apart from the session, so that it can wait for the store without keeping attributes in
 * memory.
 */
public final class SessionUse {

  private volatile boolean counted = true;

  /** Makes a use that counts. */
  public SessionUse() {}

  /** Returns whether it counts. */
  public boolean isCounted() {
    return counted;
  }

  /** Says whether it counts; too late for what the store knows already. */
  public void setCounted(boolean counted) {
    this.counted = counted;
  }
}
