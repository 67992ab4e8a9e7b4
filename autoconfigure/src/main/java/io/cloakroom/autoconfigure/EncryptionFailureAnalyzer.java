package io.cloakroom.autoconfigure;

import io.cloakroom.seal.UnusableKeyException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says what is wrong with keys, before an analyzer of Boot's shows the values of the properties.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EncryptionFailureAnalyzer extends AbstractFailureAnalyzer<Throwable> {

  private static final String KEYS = "cloakroom.encryption.keys";

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, Throwable cause) {
    UnusableKeyException unusable = findCause(rootFailure, UnusableKeyException.class);
    if (unusable != null) {
      return analysis(String.valueOf(unusable.getMessage()), unusable.remedy(), unusable);
    }
    BindException unbound = findCause(rootFailure, BindException.class);
    return unbound != null && isOfKeys(unbound.getName())
        ? analysis(
            "They are not a list of texts.",
            "Write each key as one text, an id, a colon, and base64 of 256 bits; if the list is indexed, from 0 on without a gap.",
            unbound)
        : null;
  }

  private static boolean isOfKeys(ConfigurationPropertyName name) {
    ConfigurationPropertyName keys = ConfigurationPropertyName.of(KEYS);
    return keys.equals(name) || keys.isAncestorOf(name);
  }

  private static FailureAnalysis analysis(String seen, String action, Throwable cause) {
    return new FailureAnalysis(
        "The keys in %s cannot be used. %s".formatted(KEYS, seen), action, cause);
  }
}
