package io.cloakroom.token;

import java.time.Duration;

/**
 * How tokens are made and read.
 *
 * @param audience name of the application, which takes no other one's tokens for its own
 * @param lifetime how long a token counts if it is not renewed; positive
 * @param clockSkew how far the clocks of two nodes may differ; not negative
 */
public record TokenSettings(String audience, Duration lifetime, Duration clockSkew) {

  /** Returns what an idle timeout comes to: no session outlives its token. */
  public Duration cut(Duration idle) {
    boolean shorter = !idle.isZero() && !idle.isNegative() && idle.compareTo(lifetime) < 0;
    return shorter ? idle : lifetime;
  }
}
