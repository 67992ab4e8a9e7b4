package io.cloakroom.actuate;

import io.cloakroom.repository.cache.NearCachingSessionRepository;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Shows what the near cache does as {@code cloakroom.near-cache.*} meters. */
public final class NearCacheMeters {

  /** Registers the meters. */
  public NearCacheMeters(MeterRegistry registry, NearCachingSessionRepository cache) {
    FunctionCounter.builder("cloakroom.near-cache.hits", cache, NearCachingSessionRepository::hits)
        .description("Reads of sessions that this node's memory answered")
        .register(registry);
    FunctionCounter.builder(
            "cloakroom.near-cache.misses", cache, NearCachingSessionRepository::misses)
        .description("Reads of sessions that the store was asked for")
        .register(registry);
    Gauge.builder("cloakroom.near-cache.current", cache, each -> each.isCurrent() ? 1 : 0)
        .description("1 while the store tells of changes, so that the near cache is used, else 0")
        .register(registry);
  }
}
