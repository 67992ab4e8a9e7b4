package io.cloakroom.actuate;

import io.cloakroom.revocation.PolledRevocations;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Is up if the store tells what was revoked, within its deadline. */
public final class RevocationHealthIndicator extends AbstractHealthIndicator {

  private final PolledRevocations revocations;

  /** Makes an indicator. */
  public RevocationHealthIndicator(PolledRevocations revocations) {
    super("The store of revoked tokens does not answer");
    this.revocations = revocations;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    revocations.refresh();
    builder.withDetail("known", revocations.size()).up();
  }
}
