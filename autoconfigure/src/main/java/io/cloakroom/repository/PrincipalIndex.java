package io.cloakroom.repository;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import java.time.Duration;
import java.util.List;

/**
 * Finds the sessions of a principal, and lets one node at a time decide by their number. It only
 * finds them: what ends one is the repository.
 */
public interface PrincipalIndex {

  /**
   * Finds live sessions.
   *
   * @param principal compared exactly, without folding case or anything else
   * @return keys, oldest session first, complete for all writes that returned before, each session
   *     once, also one that changes its key meanwhile; empty if there are none
   */
  List<SessionKey> find(String principal);

  /**
   * Finds the same sessions and reads them. No use of them.
   *
   * @return what is stored, in the same order
   */
  List<SessionRecord> read(String principal);

  /**
   * Takes a principal's lock, for a decision that counts its sessions. Never waits.
   *
   * @param owner names this attempt among all others; at most 64 characters
   * @param lease after which the lock is free again, whatever became of its owner
   * @return false if somebody else has it
   */
  boolean lock(String principal, String owner, Duration lease);

  /**
   * Gives a principal's lock back.
   *
   * @return false if the owner did not have it any more, so that others may have decided meanwhile
   */
  boolean unlock(String principal, String owner);
}
