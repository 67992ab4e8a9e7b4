package io.cloakroom.benchmarks.comparison;

/**
 * Fills a store with copies of a session that is there, by the store's own means, since requests
 * would take hours. The copies have keys of their own, and all entries that a real one has.
 */
interface SessionCopies {

  /** Adds so many sessions that live as long as the one that is copied. */
  void addLive(int number);

  /** Adds so many sessions that have ended some time ago, and that nothing has removed yet. */
  void addExpired(int number);

  /** Counts all sessions, slowly. */
  SessionCount count();

  /** Returns, fast, how many sessions were removed since the last one was added. */
  long removed();

  /** Returns whether sessions are being removed, perhaps without an effect until now. */
  boolean isRemoving();

  /**
   * Returns what fits a deployment.
   *
   * @throws IllegalArgumentException if its sessions cannot be copied
   */
  static SessionCopies of(Deployment deployment) {
    StoreServer store = deployment.store().orElse(null);
    Variant variant = deployment.variant();
    if (store instanceof PostgresServer postgres) {
      return variant.isCloakroom()
          ? new PostgresCopies(postgres, PostgresTables.CLOAKROOM)
          : new PostgresCopies(postgres, PostgresTables.SPRING_SESSION);
    }
    if (store instanceof RedisServer redis
        && variant.storesSessions()
        && !variant.name().equals(Variants.PEER_REDIS_INDEXED)) {
      return new RedisCopies(redis, variant.isCloakroom());
    }
    throw new IllegalArgumentException("Sessions of " + variant.name() + " cannot be copied");
  }
}
