package io.cloakroom.autoconfigure;

import java.time.Duration;

/**
 * How tokens are taken back.
 *
 * @param mode where it is kept which those are
 * @param delay after which what one node revokes counts on all others
 * @param lifetime how long a token counts at most, by whichever clock a node has
 */
record RevocationSettings(RevocationMode mode, Duration delay, Duration lifetime) {

  /** For requests that are under way. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  /** A token may be made by a clock that is ahead, and read by one that is behind. */
  static RevocationSettings of(CloakroomProperties properties) {
    JwtProperties jwt = properties.getJwt();
    RevocationMode chosen = jwt.getRevocation();
    return new RevocationSettings(
        chosen == null ? RevocationMode.beside(properties.getStore()) : chosen,
        jwt.getRevocationDelay(),
        jwt.getLifetime().plus(jwt.getClockSkew().multipliedBy(2)));
  }

  /**
   * Returns how long something is revoked: as long as the last token counts that a node made which
   * did not know yet.
   */
  Duration retention() {
    return lifetime.plus(delay).plus(SLACK);
  }
}
