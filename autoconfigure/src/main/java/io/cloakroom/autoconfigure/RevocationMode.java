package io.cloakroom.autoconfigure;

import org.jspecify.annotations.Nullable;

/** Where it is kept which tokens do not count any more before their end. */
public enum RevocationMode {

  /** In Redis, by "cloakroom.redis.*" and the application's own settings. */
  REDIS,

  /** In the application's database, by "cloakroom.jdbc.*". */
  JDBC,

  /** Nowhere: a token counts until it ends. */
  NONE;

  /** Returns where it is if nobody says so: where the sessions are, if they are in a store. */
  static RevocationMode beside(@Nullable SessionStore store) {
    return store == SessionStore.REDIS ? REDIS : store == SessionStore.JDBC ? JDBC : NONE;
  }
}
