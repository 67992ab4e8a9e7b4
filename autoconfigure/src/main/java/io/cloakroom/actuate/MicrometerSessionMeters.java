package io.cloakroom.actuate;

import io.cloakroom.lifecycle.SessionMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts into {@code cloakroom.*} meters, which carry no session's name. */
public final class MicrometerSessionMeters implements SessionMeters {

  private final Counter changesDropped;
  private final Counter attributesUnreadable;
  private final Counter touchesDropped;
  private final Counter creationsRefused;
  private final Counter sessionsExpired;
  private final MeterRegistry registry;

  /** Registers the meters. */
  public MicrometerSessionMeters(MeterRegistry registry) {
    this.registry = registry;
    changesDropped =
        Counter.builder("cloakroom.changes.dropped")
            .description("Requests whose changes were dropped, since their session had ended")
            .register(registry);
    attributesUnreadable =
        Counter.builder("cloakroom.attributes.unreadable")
            .description("Attributes that this node could not decode")
            .register(registry);
    touchesDropped =
        Counter.builder("cloakroom.touches.dropped")
            .description("Uses of sessions that were forgotten, since too many waited")
            .register(registry);
    creationsRefused =
        Counter.builder("cloakroom.creations.refused")
            .description("Sessions that were refused to clients that had created too many")
            .register(registry);
    sessionsExpired =
        Counter.builder("cloakroom.sessions.expired")
            .description("Expired sessions that this node announced")
            .register(registry);
  }

  @Override
  public void changesDropped() {
    changesDropped.increment();
  }

  @Override
  public void attributeUnreadable() {
    attributesUnreadable.increment();
  }

  @Override
  public void touchDropped() {
    touchesDropped.increment();
  }

  @Override
  public void creationRefused() {
    creationsRefused.increment();
  }

  @Override
  public void sessionExpired() {
    sessionsExpired.increment();
  }

  @Override
  public void ticketRefused(String reason) {
    Counter.builder("cloakroom.tickets.refused")
        .description("Tickets that hold their session themselves, and were refused")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }
}
