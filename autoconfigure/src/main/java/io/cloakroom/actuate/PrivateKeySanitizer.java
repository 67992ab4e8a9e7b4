package io.cloakroom.actuate;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides private keys that are configured as PEM in all endpoints, also from those who may see all
 * values, whichever property they are in, and however their lines are joined.
 */
public final class PrivateKeySanitizer implements SanitizingFunction {

  private static final String MARKER = "PRIVATE KEY-----";

  @Override
  public SanitizableData apply(SanitizableData data) {
    return String.valueOf(data.getValue()).contains(MARKER) ? data.withSanitizedValue() : data;
  }
}
