package io.cloakroom.actuate;

import io.cloakroom.revocation.PolledRevocations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Shows what a node knows of revoked tokens as {@code cloakroom.revocations.*} meters. */
public final class RevocationMeters {

  /** Registers the meters. */
  public RevocationMeters(MeterRegistry registry, PolledRevocations revocations) {
    Gauge.builder("cloakroom.revocations.known", revocations, PolledRevocations::size)
        .description("Sessions and users whose tokens this node refuses")
        .register(registry);
    TimeGauge.builder(
            "cloakroom.revocations.age", revocations, TimeUnit.MILLISECONDS, RevocationMeters::age)
        .description("Time since this node last heard what others have revoked")
        .register(registry);
  }

  private static double age(PolledRevocations revocations) {
    Duration age = revocations.age();
    return age == null ? Double.NaN : age.toMillis();
  }
}
