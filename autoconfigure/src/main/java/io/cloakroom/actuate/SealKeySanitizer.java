package io.cloakroom.actuate;

import java.util.Collection;
import java.util.List;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the keys of the encryption in all endpoints, also from those who may see all values, and
 * wherever the keys stand: a variable that a placeholder refers to, the command line, JSON in the
 * environment.
 */
public final class SealKeySanitizer implements SanitizingFunction {

  private final List<String> secrets;

  /**
   * Makes a sanitizer.
   *
   * @param keys as they are configured, each an id, a colon, and the secret
   */
  public SealKeySanitizer(Collection<String> keys) {
    this.secrets =
        keys.stream()
            .map(key -> key.substring(key.indexOf(':') + 1).strip())
            .filter(secret -> !secret.isEmpty())
            .toList();
  }

  @Override
  public SanitizableData apply(SanitizableData data) {
    String value = String.valueOf(data.getValue());
    return secrets.stream().anyMatch(value::contains) ? data.withSanitizedValue() : data;
  }
}
