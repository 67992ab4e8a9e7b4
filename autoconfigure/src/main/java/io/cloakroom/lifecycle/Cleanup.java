package io.cloakroom.lifecycle;

/** Removes what is over from a store. Any number of nodes may do so at once. */
public interface Cleanup {

  /**
   * Removes what is over by now.
   *
   * @return how much this call removed
   * @throws io.cloakroom.SessionStoreException if the store fails; what is left is for the next
   *     call
   */
  int run();

  /** Lets a run that is under way end after its batch. */
  void stop();
}
