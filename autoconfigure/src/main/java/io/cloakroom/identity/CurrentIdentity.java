package io.cloakroom.identity;

import org.jspecify.annotations.Nullable;

/**
 * Knows who is signed in. With Spring Security, that is whom it authenticated; an application
 * without it declares a bean.
 */
@FunctionalInterface
public interface CurrentIdentity {

  /** Nobody is ever known to be signed in. */
  CurrentIdentity NONE = () -> null;

  /**
   * Returns who is signed in, in the request that this thread serves.
   *
   * @return null if nobody is, so also for an anonymous user, and outside of requests
   */
  @Nullable Identity get();
}
