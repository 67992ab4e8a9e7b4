package io.cloakroom.autoconfigure;

import java.time.Duration;

/**
 * How tokens are taken back.
 *
 * @param mode where it is kept which those are
 * @param delay after which what one node revokes counts on all others
 * @param lifetime of a token
 * @param clockSkew how far the clocks of two nodes may differ
 */
record RevocationSettings(
    RevocationMode mode, Duration delay, Duration lifetime, Duration clockSkew) {

  /** For requests that are under way. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  static RevocationSettings of(CloakroomProperties properties) {
    JwtProperties jwt = properties.getJwt();
    RevocationMode chosen = jwt.getRevocation();
    return new RevocationSettings(
        chosen == null ? RevocationMode.beside(properties.getStore()) : chosen,
        jwt.getRevocationDelay(),
        jwt.getLifetime(),
        jwt.getClockSkew());
  }

  /**
   * Returns how long something is revoked: as long as the last token counts that a node made which
   * did not know yet. Its clock may be ahead, and that of the node that reads the token behind.
   *
   * @param idle timeout of the sessions that a store has, of which a token can ask for one that
   *     could not be deleted when it was revoked; zero: there is no store
   */
  Duration retention(Duration idle) {
    Duration longer = idle.compareTo(lifetime) > 0 ? idle : lifetime;
    return longer.plus(clockSkew.multipliedBy(2)).plus(delay).plus(SLACK);
  }
}
