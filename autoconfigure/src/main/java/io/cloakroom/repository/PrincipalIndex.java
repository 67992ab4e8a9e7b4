package io.cloakroom.repository;

import io.cloakroom.SessionKey;
import java.util.List;

/** Finds the sessions of a principal. It only finds them: what ends one is the repository. */
public interface PrincipalIndex {

  /**
   * Finds live sessions.
   *
   * @param principal compared exactly, without folding case or anything else
   * @return keys, oldest session first, complete for all writes that returned before; empty if
   *     there are none
   */
  List<SessionKey> find(String principal);
}
