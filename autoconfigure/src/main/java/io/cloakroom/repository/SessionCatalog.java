package io.cloakroom.repository;

import java.util.Set;

/**
 * Says what a store holds altogether, for administration: it takes the longer, the more there is.
 * Expired sessions that the cleanup has not reached yet may be among it.
 */
public interface SessionCatalog {

  /** Returns how many sessions there are. */
  long count();

  /** Returns the principals that have sessions, in no order. */
  Set<String> principals();
}
